"""Random rules of live classrooms."""

from hypothesis import strategies as st

from db.rules.model import Classwaves
from tests.oracle.rules import CHANGES, Rules

DEFAULTS: Rules = Classwaves().model_dump()


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """All rules of live classrooms."""
    return {"time_zone": draw(st.sampled_from((DEFAULTS["time_zone"], *sorted(CHANGES))))}
