"""A page that shows ways from production as the definition drawer does, for a browser to look at."""

import sys

import streamlit as st

sys.path.insert(0, sys.argv[1])

from analytics.theme import LIGHT
from analytics.ui.lineage_diagram import graphviz
from tests.browser.lineages import DIAGRAMS, WIDTHS

for number, found in enumerate(DIAGRAMS.values()):
    for window, pixels in WIDTHS.items():
        with st.container(key=f"lineage_{number}_{window}", width=pixels):
            st.graphviz_chart(graphviz(found, LIGHT), width="content")
