"""Refreshes the materialized views, for pages, API, command line and schedule alike."""

from dataclasses import dataclass

import psycopg

from db.errors import AtalayaError
from db.phrase import phrase
from db.warehouse import SYNC, Warehouse


class RefreshRunning(AtalayaError):
    """Another refresh is under way."""


class RefreshFailed(AtalayaError):
    """A view, or all of them, could not be refreshed."""


@dataclass(frozen=True)
class RefreshedView:
    """What came of one view."""

    view_name: str
    status: str
    duration_ms: int
    row_count: int | None
    error_message: str | None


def refresh_views(warehouse: Warehouse, origin: str) -> list[RefreshedView]:
    """Refreshes every materialized view; readers see the old rows until the new ones are there.

    Raises RefreshRunning while another refresh runs, RefreshFailed where the warehouse could not even begin,
    WarehouseUnreachable.
    """
    try:
        with warehouse.connect(SYNC) as connection:
            rows = connection.execute(
                "select view_name, status, duration_ms, row_count, error_message from kpi.refresh_views(%s, false)",
                [origin],
            ).fetchall()
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        raise RefreshFailed(phrase("The views could not be refreshed: {said}", said=said)) from error
    if not rows:
        raise RefreshRunning(phrase("Another refresh is already running; this one did nothing."))
    return [RefreshedView(*row) for row in rows]


def summary(refreshed: list[RefreshedView]) -> str:
    """One line for the record. Raises RefreshFailed when a view could not be refreshed."""
    failed = [f"{view.view_name}: {view.error_message}" for view in refreshed if view.status == "error"]
    if failed:
        raise RefreshFailed("; ".join(failed))
    return ", ".join(
        phrase("{view} in {milliseconds} ms", view=view.view_name, milliseconds=view.duration_ms) for view in refreshed
    )
