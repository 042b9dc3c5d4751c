"""Who may change something from a page: whoever has signed in, or knows the token where one is set."""

import secrets

from analytics.ui import elements
from analytics.ui.i18n import gettext as _
from db.settings import settings


def may_change(key: str) -> bool:
    """Whether the reader may; asks for the token, in a field of this key, where that is the question."""
    wanted = settings().api_token
    if not wanted or settings().basic_auth:
        return True
    given = elements.text_input(_("Token of ATALAYA_API_TOKEN"), type="password", key=key)
    if given and not secrets.compare_digest(given.encode(), wanted.encode()):
        elements.error(_("That is not the token."), icon=":material/error:")
    return bool(given) and secrets.compare_digest(given.encode(), wanted.encode())
