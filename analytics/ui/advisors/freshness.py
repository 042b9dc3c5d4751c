"""How fresh the rankings are: each view's last refresh, Refresh now, and the hour of the daily one."""

from collections.abc import Sequence
from datetime import time

import streamlit as st

from analytics import advisors, health
from analytics.rows import Row
from analytics.ui import clocks, elements, loaders, logged, numbers
from analytics.ui.access import who
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import markdown
from analytics.ui.parts import part
from analytics.ui.tables import Column, table
from analytics.zones import zone_of
from db.errors import AtalayaError
from sync import service
from sync.clock.refresh import RefreshedView, RefreshRunning


def zone() -> str:
    """On whose clock these moments are."""
    return zone_of("kpi")


JOB = "daily refresh"


@part
def refreshing() -> None:
    """Draws the section; what it shows is as of this second."""
    with st.container(key="section_refreshing", gap="xsmall"):
        elements.header(_("Refreshing"), anchor="refreshing")
        elements.caption(
            _("The rankings are calculated after each sync, every day, and when you ask. Nobody waits for it.")
        )
        if elements.button(_("Refresh now"), key="refresh_now", icon=":material/refresh:"):
            _refresh()
        table(
            loaders.ask(advisors.view_stats).frame,
            {
                "view_name": Column(_("View")),
                "row_count": Column(_("Rows"), numbers.whole),
                "size_bytes": Column(_("Size"), numbers.size),
                "last_refreshed_at": Column(
                    clocks.heading(_("Refreshed"), zone()), lambda value: numbers.moment(value, zone())
                ),
                "last_duration_ms": Column(_("Duration"), numbers.milliseconds),
                "last_status": Column(_("Result"), _result),
            },
            key="table_refreshing",
        )
        _schedule([job for job in loaders.ask(health.schedule).rows if job["job"] == JOB])


def _refresh() -> None:
    try:
        with elements.spinner(_("Refreshing …")):
            refreshed = service.refresh("page")
    except RefreshRunning:
        elements.info(_("Another refresh is already running; the numbers follow in a moment."), icon=":material/sync:")
        return
    except AtalayaError as error:
        elements.error(logged.again(str(error)), icon=":material/error:")
        return
    failed = [view for view in refreshed if view.status != "ok"]
    elements.toast(_said(refreshed), icon=":material/warning:" if failed else ":material/check:")
    for view in failed:
        elements.error(f"{view.view_name}: {view.error_message}", icon=":material/error:")
    if not failed:
        st.rerun()


def _said(refreshed: Sequence[RefreshedView]) -> str:
    return " · ".join(f"{view.view_name}: {numbers.milliseconds(view.duration_ms)}" for view in refreshed)


def _schedule(jobs: Sequence[Row]) -> None:
    if not jobs:
        elements.caption(markdown(_("No server has set up the daily refresh yet; `atalaya serve` does.")))
        return
    [job] = jobs
    with st.container(horizontal=True, vertical_alignment="bottom", key="schedule"):
        chosen = elements.time_input(
            clocks.heading(_("Every day at"), zone()), value=time(job["hour"], job["minute"]), step=900, width=180
        )
        if elements.button(_("Change the hour"), key="reschedule", disabled=chosen == time(job["hour"], job["minute"])):
            service.reschedule_refresh(hour=chosen.hour, minute=chosen.minute, who=who())
            st.rerun()
    next_run = clocks.moment(job["next_run_at"], zone())
    elements.caption(
        _("Overdue since {moment}: no server has done it.").format(moment=next_run)
        if job["is_overdue"]
        else _("Next refresh: {moment}").format(moment=next_run)
    )


def _result(status: str) -> str:
    return {"ok": _("Succeeded"), "error": _("Failed")}.get(status, status)
