"""What a figure leaves out because it cannot be, said beside the figure, with a link to the rows."""

import streamlit as st


def left_out(sentence: str, *, section: str) -> None:
    """A quiet line below key figures; `section` is the name of the section further down that lists the rows."""
    st.caption(f":material/filter_alt_off: [{sentence}](#{section.replace('_', '-')})")
