"""Which figures there are: every public function of the interface that says it answers with one."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, get_type_hints

import altair as alt

import analytics.ui
from analytics.ui import charts
from analytics.ui.charts.circle_map import CircleMap
from analytics.ui.curriculum.charts import Sankey

Figure = alt.LayerChart | CircleMap | Sankey


def every_figure() -> dict[str, Callable[..., Figure]]:
    """Each function that draws rows, by its module and name; of the kit that figures are made of, what it hands out."""
    return {
        f"{function.__module__}.{name}": function
        for module in _modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and _draws_rows(name, function)
    }


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(analytics.ui.__path__, "analytics.ui."):
        yield import_module(found.name)


def _draws_rows(name: str, function: Callable[..., Any]) -> bool:
    if function.__module__.startswith(charts.__name__) and name not in charts.__all__:
        return False
    return get_type_hints(function).get("return") in {alt.LayerChart, CircleMap, Sankey}
