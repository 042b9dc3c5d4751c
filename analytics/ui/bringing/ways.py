"""The ways to the page: in the navigation as long as nothing but the demo is connected, then from Operations."""

import streamlit as st

from analytics.query import QueryError
from analytics.ui import address, elements, sources
from analytics.ui.i18n import gettext as _
from db.errors import AtalayaError

PAGE = "pages/bring_data.py"
FILES, DATABASE = "files", "database"


def doors() -> dict[str, str]:
    """What can be brought, by its token in the address."""
    return {FILES: _("Files"), DATABASE: _("A database")}


def is_first() -> bool:
    """Whether the page stands in the navigation: nothing, or the demo alone, is connected."""
    try:
        return sources.is_demo()
    except (QueryError, AtalayaError):
        return False


def way_from_home() -> None:
    """While the numbers are the demo's: that they are, and the two doors to one's own."""
    if not sources.is_demo():
        return
    with st.container(horizontal=True, vertical_alignment="center", key="demo", gap="small"):
        elements.markdown(_("These are the demo's numbers."), width="content")
        address.link(PAGE, _("Bring files"), parameters={}, icon=":material/upload_file:")
        address.link(PAGE, _("Connect a database"), parameters={"door": DATABASE}, icon=":material/database:")


def way_from_operations() -> None:
    """Where the page is not in the navigation."""
    if not is_first():
        address.link(PAGE, _("Bring Data"), parameters={}, icon=":material/upload_file:")
