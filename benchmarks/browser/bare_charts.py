"""The floor of a page with pictures: eleven bare Altair charts of the same rows. Run by `streamlit run`."""

import os

import altair as alt
import pandas as pd
import psycopg
import streamlit as st

from benchmarks.browser.pictures import PICTURES, Picture


@st.cache_data(show_spinner=False)
def rows(select: str) -> pd.DataFrame:
    """What a picture shows, asked once."""
    with psycopg.connect(os.environ["BENCHMARK_WAREHOUSE"]) as connection:
        answer = connection.execute(select.encode())
        names = [column.name for column in answer.description or []]
        return pd.DataFrame(answer.fetchall(), columns=names).convert_dtypes()


def chart(picture: Picture) -> alt.Chart:
    """The plainest chart of its kind: cards and tables are bars of their columns."""
    frame = rows(picture.select)
    value_column = frame.columns[-1]
    frame[value_column] = frame[value_column].astype(float)
    drawn: alt.Chart
    match picture.kind, picture.columns:
        case "heat", (across, down, value):
            drawn = alt.Chart(frame).mark_rect().encode(x=f"{across}:O", y=f"{down}:O", color=f"{value}:Q")
        case "line", (axis, value):
            frame[axis] = pd.to_datetime(frame[axis])
            drawn = alt.Chart(frame).mark_line().encode(x=f"{axis}:T", y=f"{value}:Q")
        case "bars", (axis, value):
            drawn = alt.Chart(frame.astype({axis: str})).mark_bar().encode(x=f"{axis}:N", y=f"{value}:Q")
        case _:
            drawn = alt.Chart(frame.astype(float).melt()).mark_bar().encode(x="variable:N", y="value:Q")
    return drawn


st.title("Engagement Panel")
for shown in PICTURES:
    st.altair_chart(chart(shown))
