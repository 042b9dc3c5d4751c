"""Controls that show what the address says, and say what the reader chose: news only, never an echo.

The browser sends the state of every control along with each request, be it of the sidebar or of a part of the page.
After Back, or when a control gets other words because the language changes, it may once more send what it showed
before: that is no choice of the reader's. So a control remembers what it was made to stop showing, and what its words
were called.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

NO_NEWS = object()
"""What a control says that only repeats what the address says, or said before."""

_MEMORY = "controls"

MOST_CONTROLS = 300
"""Of so many a session remembers what they showed, the last ones: every other list of rows is another control."""

Read = Callable[[Any], Any]


def _as_it_is(state: Any) -> Any:
    return state


@dataclass
class _Control:
    """What a control was made to show last."""

    read: Read = _as_it_is
    shown: Any = NO_NEWS
    overruled: Any = NO_NEWS
    """What the browser may still show, until it has sent something else."""
    words: Mapping[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    """What its words mean, in each language in which they were shown."""


def show(
    key: str,
    shown: Any,
    *,
    words: Mapping[str, str] | None = None,
    read: Read = _as_it_is,
    write: Read | None = None,
) -> str:
    """Makes a control show something, unless it does so already; to be called before it is drawn. Answers with its key.

    `words` is what its tokens are called. `read` and `write` are for those whose state is not simply what they show.
    """
    control = _control(key)
    control.read = read
    now = read(st.session_state[key]) if key in st.session_state else NO_NEWS
    same_words = control.words == (words or {})
    if now == shown and same_words:
        control.overruled = NO_NEWS
    else:
        control.overruled = NO_NEWS if now == shown else now
        st.session_state[key] = (write or read)(shown)
    control.shown = shown
    control.words = dict(words or {})
    control.tokens |= {word: token for token, word in control.words.items()}
    return key


def news(key: str) -> Any:
    """What the reader chose with a control, or NO_NEWS; for its callback."""
    control = _control(key)
    said = _as_tokens(control.read(st.session_state[key]), control)
    is_echo = said == control.overruled and _is_asked_elsewhere()
    return NO_NEWS if is_echo or said == control.shown else said


def acknowledge() -> None:
    """Notes which controls the browser shows as they were told to; to be called by whatever is drawn alone."""
    if not _is_part_of_a_page():
        # The whole page is drawn, and the browser has not seen it yet.
        return
    for key, control in _controls().items():
        if key in st.session_state and control.read(st.session_state[key]) != control.overruled:
            control.overruled = NO_NEWS


def _as_tokens(said: Any, control: _Control) -> Any:
    if isinstance(said, list):
        return [_as_tokens(one, control) for one in said]
    return said if not isinstance(said, str) or said in control.words else control.tokens.get(said, said)


def _is_part_of_a_page() -> bool:
    """Whether a part of the page asks, such as the sidebar now and then, and not the page as a whole."""
    context = get_script_run_ctx()
    return bool(context and context.fragment_ids_this_run)


def _is_asked_elsewhere() -> bool:
    """Whether the control whose callback runs only goes along with what another part of the page asks."""
    context = get_script_run_ctx()
    asking = (context and context.fragment_ids_this_run) or []
    return bool(asking) and ThreadState.get().fragment_id not in asking


def _control(key: str) -> _Control:
    controls = _controls()
    controls[key] = controls.pop(key, _Control())
    if len(controls) > MOST_CONTROLS:
        controls.pop(next(iter(controls)))
    return controls[key]


def _controls() -> dict[str, _Control]:
    found: dict[str, _Control] = st.session_state.setdefault(_MEMORY, {})
    return found
