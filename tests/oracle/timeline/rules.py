"""Random rules of video courses."""

from hypothesis import strategies as st

from db.rules.model import Learning
from tests.oracle.rules import CHANGES, Rules

DEFAULTS: Rules = Learning().model_dump()


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """All rules of video courses; each now and then as it is without a file."""
    return {
        "time_zone": draw(st.sampled_from(sorted(CHANGES))),
        "response_hours": draw(st.sampled_from((DEFAULTS["response_hours"], 1, 2, 23, 24, 47, 49, 8760))),
    }
