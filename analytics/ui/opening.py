"""What a click opens: each mark and each link that says a number names the list whose rows that number is.

It stands in the page (as the key of a container), so that the crawl of tests/browser finds by itself what can be
clicked, and whether the list that opens is as long as was said.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def opening(listed: str, *, adding: str = "", of: str = "", **layout: str) -> DeltaGenerator:
    """Around what opens a list, by the name of its files or how that begins.

    The number that was clicked is the list's number of rows, or what the column `adding` comes to in them. `of` tells
    two openings of the same list apart; the rest is how the container lays out.
    """
    parts = [f"opens_{listed}", f"adding_{adding}" if adding else "", f"of_{of}" if of else ""]
    return st.container(key="--".join(filter(None, parts)), **layout)  # type: ignore[arg-type]
