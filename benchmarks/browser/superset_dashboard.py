"""The same eleven pictures as a dashboard of Superset, made through its REST API."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from benchmarks.browser.pictures import PICTURES, SCHEMA, Picture

SLUG = "engagement"
ROWS_AT_MOST = 1_000
PICTURES_A_ROW = 2
WIDTH, HEIGHT = 12 // PICTURES_A_ROW, 40
"""Of a picture: columns of twelve, and units of 8 pixels."""


@dataclass(frozen=True)
class Superset:
    """A server of Superset, and who works there."""

    url: str
    user: str
    password: str

    def token(self) -> str:
        """What calls are made with."""
        who = {"username": self.user, "password": self.password, "provider": "db", "refresh": False}
        return str(self.call("security/login", who)["access_token"])

    def call(self, path: str, body: dict[str, Any], token: str = "", method: str = "POST") -> dict[str, Any]:
        """What the API answers; raises RuntimeError with what it says where it refuses."""
        request = urllib.request.Request(  # noqa: S310
            f"{self.url}/api/v1/{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {}),
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
                found: dict[str, Any] = json.load(answer)
        except urllib.error.HTTPError as refused:
            raise RuntimeError(f"Superset refuses {path}: {refused.read().decode()}") from refused
        return found


def make(superset: Superset, database_url: str) -> str:
    """Makes the dashboard and says its address; `database_url` is SQLAlchemy's, of whoever may read the views."""
    token = superset.token()
    database = superset.call(
        "database/", {"database_name": "warehouse", "sqlalchemy_uri": database_url, "expose_in_sqllab": False}, token
    )["id"]
    dashboard = superset.call(
        "dashboard/", {"dashboard_title": "Engagement Panel", "slug": SLUG, "published": True}, token
    )["id"]
    charts = [_chart(superset, token, picture, database, dashboard) for picture in PICTURES]
    position = json.dumps(layout(charts))
    superset.call(f"dashboard/{dashboard}", {"position_json": position}, token, method="PUT")
    return f"{superset.url}/superset/dashboard/{SLUG}/?standalone=1"


def _chart(superset: Superset, token: str, picture: Picture, database: int, dashboard: int) -> int:
    named = {"database": database, "schema": SCHEMA, "table_name": picture.view}
    if picture.rows:
        named |= {"table_name": picture.heading, "sql": picture.rows}
    dataset = superset.call("dataset/", named, token)["id"]
    chart = {
        "slice_name": picture.heading,
        "viz_type": viz_type(picture),
        "datasource_id": dataset,
        "datasource_type": "table",
        "dashboards": [dashboard],
        "params": json.dumps({"datasource": f"{dataset}__table", "adhoc_filters": [], **form(picture)}),
    }
    return int(superset.call("chart/", chart, token)["id"])


def viz_type(picture: Picture) -> str:
    """What Superset calls that kind."""
    return {
        "table": "table",
        "number": "big_number_total",
        "bars": "echarts_timeseries_bar",
        "line": "echarts_timeseries_line",
        "heat": "heatmap_v2",
    }[picture.kind]


def form(picture: Picture) -> dict[str, Any]:
    """What its form asks of a picture of that kind."""
    asked: dict[str, Any] = {"viz_type": viz_type(picture), "row_limit": ROWS_AT_MOST}
    match picture.kind, picture.columns:
        case "table", columns:
            return asked | {"query_mode": "raw", "all_columns": list(columns)}
        case "number", (value,):
            return asked | {"metric": _metric(value)}
        case "heat", (across, down, value):
            axes = {"x_axis": across, "groupby": down, "sort_x_axis": "alpha_asc", "sort_y_axis": "alpha_asc"}
            shown = {
                "normalize_across": "heatmap",
                "legend_type": "continuous",
                "linear_color_scheme": "superset_seq_1",
            }
            return asked | axes | shown | {"metric": _metric(value)}
        case _, (axis, value):
            return asked | {"x_axis": axis, "metrics": [_metric(value)], "groupby": [], "time_grain_sqla": None}
    raise ValueError(picture)


def _metric(column: str) -> dict[str, Any]:
    return {"expressionType": "SQL", "sqlExpression": f"sum({column})", "label": column}


def layout(charts: list[int]) -> dict[str, Any]:
    """Where the pictures stand: row by row, in the order of the page."""
    found: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": [], "parents": ["ROOT_ID"]},
    }
    for first in range(0, len(charts), PICTURES_A_ROW):
        row = f"ROW-{first}"
        beside = charts[first : first + PICTURES_A_ROW]
        found["GRID_ID"]["children"].append(row)
        found[row] = {
            "type": "ROW",
            "id": row,
            "children": [f"CHART-{chart}" for chart in beside],
            "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        for chart in beside:
            found[f"CHART-{chart}"] = {
                "type": "CHART",
                "id": f"CHART-{chart}",
                "children": [],
                "parents": ["ROOT_ID", "GRID_ID", row],
                "meta": {"chartId": chart, "width": WIDTH, "height": HEIGHT},
            }
    return found
