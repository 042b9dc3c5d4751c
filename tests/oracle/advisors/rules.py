"""Random rules of a marketplace."""

from hypothesis import strategies as st

from db.rules.model import Teloo
from tests.oracle.rules import CHANGES, Rules

DEFAULTS: Rules = Teloo().model_dump()


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """All rules of a marketplace; each now and then as it is without a file."""
    return {
        "time_zone": draw(st.sampled_from(("America/Bogota", *sorted(CHANGES)))),
        "ranking_days": draw(st.sampled_from((DEFAULTS["ranking_days"], 1, 2, 7, 29, 31, 61, 365, 3650))),
        "refresh_at": draw(st.sampled_from((DEFAULTS["refresh_at"], "00:00", "02:30", "23:59"))),
    }
