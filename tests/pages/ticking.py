"""Ticks rows of tables as a browser does: by their positions, which is all that it reports."""

import json

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Dataframe


def table_of(app: AppTest, name: str) -> Dataframe:
    """The table of a section whose rows can be selected."""
    [found] = [table for table in app.dataframe if (table.key or "").startswith(f"rows_of_table_{name}")]
    return found


def tick(app: AppTest, name: str, *positions: int) -> AppTest:
    """Sends what the browser sends when the row at a position is ticked; without one, when the tick is taken away."""
    states = app._tree.get_widget_states()
    state = states.widgets.add()
    state.id = table_of(app, name).proto.id
    state.string_value = json.dumps({"selection": {"rows": list(positions), "columns": [], "cells": []}})
    return app._run(states)


def ticked(app: AppTest, name: str) -> list[int]:
    """Where the row stands that the browser shows as ticked."""
    return list(app.session_state[table_of(app, name).key]["selection"]["rows"])
