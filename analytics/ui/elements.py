"""The elements of Streamlit that read Markdown, which here show every other text as it is: the only door to them.

Whatever is no `Markdown` of ours may be data: a name, a title, a note. Forgetting to think of it shows a text letter by
letter, and never as a link, a colour, a picture or a formula.
"""

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import streamlit as st

from analytics.ui.markdown import Markdown, plain
from analytics.ui.markdown import markdown as read_as_markdown

Element = TypeVar("Element", bound=Callable[..., Any])


def _shown(value: Any) -> Any:
    """A text, each of several texts, or what a function says, as it is shown; Markdown itself loses its name here."""
    if isinstance(value, str):
        return str(plain(value))
    if callable(value):
        return lambda *given: _shown(value(*given))
    return [_shown(each) for each in value] if isinstance(value, Sequence) else value


def _safe(element: Element, *texts: str) -> Element:
    """The same element; `texts` are its parameters that are read as Markdown."""
    signature = inspect.signature(element)

    @functools.wraps(element)
    def drawn(*args: Any, **kwargs: Any) -> Any:
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        for name in texts:
            given.arguments[name] = _shown(given.arguments[name] or (str if name == "format_func" else None))
        return element(*given.args, **given.kwargs)

    return cast("Element", drawn)


def badge(label: str, *, icon: Markdown, color: str, help: str | None = None) -> None:  # noqa: A002 - as Streamlit calls it
    """A badge as `st.badge` draws it, which would protect the brackets of a label once more."""
    body = read_as_markdown(":{color}-badge[{icon} {label}]", color=color, icon=icon, label=label)
    markdown(body, help=help, width="content")


title = _safe(st.title, "body", "help")
header = _safe(st.header, "body", "help")
markdown = _safe(st.markdown, "body", "help")
caption = _safe(st.caption, "body", "help")
text = _safe(st.text, "help")
metric = _safe(st.metric, "label", "value", "delta", "delta_description", "help")
error = _safe(st.error, "body", "title")
warning = _safe(st.warning, "body", "title")
info = _safe(st.info, "body", "title")
success = _safe(st.success, "body", "title")
toast = _safe(st.toast, "body")
spinner = _safe(st.spinner, "text")
progress = _safe(st.progress, "text")
expander = _safe(st.expander, "label")
dialog = _safe(st.dialog, "title")
button = _safe(st.button, "label", "help")
form_submit_button = _safe(st.form_submit_button, "label", "help")
link_button = _safe(st.link_button, "label", "help")
page_link = _safe(st.page_link, "label", "help")
checkbox = _safe(st.checkbox, "label", "help")
file_uploader = _safe(st.file_uploader, "label", "help")
toggle = _safe(st.toggle, "label", "help")
segmented_control = _safe(st.segmented_control, "label", "format_func", "help")
selectbox = _safe(st.selectbox, "label", "help")
multiselect = _safe(st.multiselect, "label", "help")
text_input = _safe(st.text_input, "label", "help")
date_input = _safe(st.date_input, "label", "help")
time_input = _safe(st.time_input, "label", "help")
