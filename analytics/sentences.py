"""The sentences of views in one language, for sessions that let the warehouse write a text as a file has it."""

import json
from functools import lru_cache

from analytics.languages import written

OF_VIEWS = "view: "
"""Begins the context of a view's sentence in the catalogues; its code follows."""

SETTING = "atalaya.sentences"
"""Where `ops.say` looks for translations."""


@lru_cache(maxsize=8)
def in_language(language: str) -> str:
    """What SETTING has to be so that texts of views come in a language; empty for English, which they are in."""
    found = [message for message in written(language) if message.context]
    told = {
        str(message.context).removeprefix(OF_VIEWS): {"one": forms[0], "many": forms[-1]}
        for message in found
        if str(message.context).startswith(OF_VIEWS)
        for forms in ([message.string] if isinstance(message.string, str) else list(message.string or [""]),)
        if all(forms)
    }
    return json.dumps(told) if told else ""
