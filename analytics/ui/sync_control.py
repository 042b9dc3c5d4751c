"""Starting a sync from a page: the only door from the pages to the sync."""

from analytics.ui import elements, logged
from analytics.ui.i18n import gettext as _
from db.errors import AtalayaError
from sync import service


def start_sync() -> None:
    """Starts a sync in the server's worker, or attaches to the one that runs; says why where it cannot."""
    try:
        service.start(origin="page")
    except AtalayaError as error:
        elements.error(" ".join([_("The sync did not start."), logged.again(str(error))]), icon=":material/error:")
        return
    elements.toast(_("The sync is starting."), icon=":material/sync:")
