"""Bring data: files or a database of one's own become the numbers of the pages."""

from analytics import ui
from analytics.ui import _

ui.page(
    _("Bring Data"), _("Files, or a database of your own, become the numbers of these pages. All stays on this server.")
)

door = ui.one_of(_("Bring"), ui.bringing.doors(), name="door", default=ui.bringing.FILES)
ui.bringing.draw(door)
