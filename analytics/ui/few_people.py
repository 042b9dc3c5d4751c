"""Numbers that rest on few people say so; how few that is, the warehouse says."""

from analytics.ui import numbers
from analytics.ui.i18n import ngettext


def said(count: int | None) -> str:
    """Beside a bar: on how few people it rests; nothing where there are enough, or nobody."""
    if not count:
        return ""
    return ngettext("only {count} person", "only {count} people", count).format(count=numbers.whole(count))


def added(caption: str, count: int | None) -> str:
    """Below a picture: its caption, and on how few people all of it rests."""
    if not count:
        return caption
    sentence = ngettext("All of this is {count} person.", "All of this is {count} people.", count)
    return f"{caption} {sentence.format(count=numbers.whole(count))}".strip()
