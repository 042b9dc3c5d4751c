"""What a figure leaves out because it cannot be, said beside the figure, with a link to the rows."""

from analytics.ui import elements
from analytics.ui.markdown import markdown
from analytics.ui.opening import opening


def left_out(sentence: str, *, section: str) -> None:
    """A quiet line below key figures; `section` is the name of the section further down that lists the rows."""
    anchor = section.replace("_", "-")
    with opening(section):
        elements.caption(
            markdown(":material/filter_alt_off: [{sentence}](#{anchor})", sentence=sentence, anchor=anchor)
        )
