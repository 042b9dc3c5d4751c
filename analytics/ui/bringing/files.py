"""The files of a draft: dropped, listed, taken out again."""

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analytics.ui import elements, logged, numbers
from analytics.ui.bringing.drafted import open_draft
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import markdown
from sync.service import imports as service
from sync.service.imports import Draft, Reading

_ROUND, _FAILED = "bringing_round", "bringing_failed"


def uploader(of: Draft | None) -> None:
    """Where files are dropped. Each time it is a new one: what was dropped lies on the server's disk."""
    again = of is not None and of.choices.again
    elements.header(_("Files"), anchor="files")
    if again:
        elements.caption(
            _("Bring the files of {name} anew; they take the place of what it brought.").format(name=again)
        )
    else:
        elements.caption(
            markdown(
                _("CSV, Excel, OpenDocument, Parquet, JSON, or a ZIP of them. For larger files: `atalaya import`.")
            )
        )
    key = f"dropped_{st.session_state.get(_ROUND, 0)}"
    elements.file_uploader(
        _("Drop your files here"),
        accept_multiple_files=True,
        key=key,
        on_change=_take,
        args=[of, key],
    )
    if failed := st.session_state.pop(_FAILED, ""):
        elements.error(_("The files could not be kept: {why}.").format(why=failed), icon=":material/error:")


def brought(of: Draft, reading: Reading) -> None:
    """The files that are there, each with a button to take it out."""
    for number, file in enumerate(reading.files):
        with st.container(horizontal=True, vertical_alignment="center", key=f"file_{number}", gap="small"):
            elements.markdown(file.name, width="content")
            elements.caption(numbers.size(file.size), width="content")
            elements.button(
                _("Take out"),
                key=f"take_out_{number}",
                type="tertiary",
                icon=":material/close:",
                on_click=service.remove_file,
                args=[of, file.name],
            )
        if file.refused:
            elements.error(logged.again(file.refused), icon=":material/error:")


def _take(of: Draft | None, key: str) -> None:
    dropped = st.session_state.get(key) or []
    if not dropped:
        return
    try:
        draft = of or service.begin()
        for file in dropped:
            service.add_file(draft, file.name, file)
            _let_go(file.file_id)
    except OSError as error:
        st.session_state[_FAILED] = error.strerror or str(error)
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    open_draft(draft)


def _let_go(file_id: str) -> None:
    """Streamlit would keep the file in memory as long as the reader stays."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file_id)
