"""A page that shows texts through each element that reads Markdown, for a browser to look at."""

import sys

import streamlit as st

sys.path.insert(0, sys.argv[1])

from analytics.ui import elements
from analytics.ui.markdown import markdown
from tests.browser.texts import POISONOUS, TEXTS

ICON = markdown(":material/home:")

for number, text in enumerate(TEXTS):
    with st.container(key=f"line_{number}"):
        elements.markdown(text)
for number, text in enumerate(POISONOUS):
    for name, draw in {
        "title": lambda text=text: elements.title(text),
        "header": lambda text=text: elements.header(text),
        "caption": lambda text=text: elements.caption(text),
        "text": lambda text=text: elements.text(text),
        "info": lambda text=text: elements.info(text, icon=""),
        "progress": lambda text=text: elements.progress(0.5, text),
        "button": lambda text=text, key=f"pressed_{number}": elements.button(text, key=key),
        "link": lambda text=text: elements.link_button(text, "/"),
        "toggle": lambda text=text, key=f"toggled_{number}": elements.toggle(text, key=key),
        "within": lambda text=text: elements.markdown(markdown("**{text}**", text=text)),
    }.items():
        with st.container(key=f"{name}_{number}"):
            draw()
    with st.container(key=f"badge_{number}"):
        elements.badge(text, icon=ICON, color="green")
    with st.container(key=f"metric_{number}"):
        elements.metric(text, text, text, delta_description=text, delta_arrow="off")
    with st.container(key=f"options_{number}"):
        elements.segmented_control(text, [text], key=f"segmented_{number}")
    with st.container(key=f"selectbox_{number}"):
        elements.selectbox(text, [text], key=f"select_{number}")
    with st.container(key=f"expander_{number}"):
        elements.expander(text)
st.container(key="drawn")
