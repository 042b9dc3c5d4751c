"""What the simulated school is like: its courses, its students' habits and how often each thing happens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """A course as it was planned: when it is launched, and how many videos each chapter has."""

    key: str
    title: str
    launched_on_day: float
    chapters: tuple[tuple[str, int], ...]


PLANS = (
    Plan(
        "foundations",
        "Freelance Foundations",
        0.1,
        (("Why You, Why Now", 2), ("Your First Offer", 3), ("Money Basics", 3), ("A Week That Works", 2)),
    ),
    Plan(
        "clients",
        "Finding Your First Clients",
        0.1,
        (("Where Clients Are", 2), ("The Warm List", 3), ("Cold, but Kind", 3), ("Calls That Close", 3)),
    ),
    Plan("offers", "Offers That Sell", 0.2, (("Problems Worth Solving", 3), ("Packages", 2), ("Proposals", 3))),
    Plan("pricing", "Pricing With Confidence", 120, (("Value, Not Hours", 2), ("Raising Your Rate", 3))),
    Plan("portfolio", "A Portfolio in a Weekend", 210, (("Friday", 2), ("Saturday", 3), ("Sunday", 2))),
    Plan("systems", "Systems for Solo Businesses", 340, (("Inbox", 2), ("Invoices", 2), ("Handovers", 3))),
    Plan(
        "content", "Content That Brings Leads", 470, (("One Idea a Week", 3), ("Newsletters", 3), ("Case Studies", 2))
    ),
    Plan("studio", "From Solo to Studio", 690, (("Your First Hire", 3), ("Margins", 3), ("Letting Go", 2))),
    Plan("taxes", "Taxes and Books for Freelancers", 880, (("Quarterly Taxes", 3), ("Deductions", 2))),
)
FIRST_COURSE = (("foundations", 70), ("clients", 18), ("offers", 12))


@dataclass(frozen=True)
class Pace:
    """How somebody studies: days between two sessions, how long the zeal lasts, videos a session, love of writing."""

    name: str
    days_between: tuple[float, float]
    lasts_days: tuple[float, float]
    videos: tuple[tuple[int, float], ...]
    writes: float


PACES = (
    (Pace("tourist", (1, 4), (0.2, 9), ((1, 60), (2, 40)), 0.5), 26),
    (Pace("steady", (2, 5), (50, 300), ((1, 45), (2, 40), (3, 15)), 1.0), 36),
    (Pace("sprinter", (1, 2), (12, 45), ((2, 40), (3, 40), (4, 20)), 0.9), 14),
    (Pace("occasional", (6, 16), (90, 480), ((1, 70), (2, 30)), 1.2), 24),
)

# Local starting times; the last two sessions straddle midnight.
STARTING_TIME = (
    ((6, 15), 5), ((7, 30), 6), ((9, 0), 5), ((10, 30), 5), ((12, 10), 13), ((14, 0), 5), ((16, 30), 6), ((18, 0), 9),
    ((19, 15), 16), ((20, 0), 17), ((21, 0), 13), ((22, 10), 7), ((23, 15), 3), ((23, 40), 2),
)  # fmt: skip
SKIPS_BY_WEEKDAY = (0.05, 0.0, 0.0, 0.1, 0.45, 0.2, 0.15)
SKIPS_A_HOLIDAY = 0.75

FINISHES_A_VIDEO = 0.68
SKIPS_THE_REST = 0.45
MAY_SKIP = 2
WATCHES_A_REPLAY = 0.07
REFLECTS = 0.17
REACHES_A_CHECKPOINT = 0.10
TAKES_THE_QUIZ = 0.86
HANDS_THE_QUIZ_IN = 0.93
PASSING_SCORE = 60
TAKES_ANOTHER_COURSE = 0.72
WRITES_A_NOTE = 0.22

SETS_A_GOAL = 0.86
SETS_THE_NEXT_GOAL = 0.35
STEPS_FORWARD = 0.13
PROVES_SUCCESS = 0.07
PROOFS_FOR_A_GOAL = ((1, 30), (2, 40), (3, 30))
SWITCHES_GOAL = 0.012
HEARS_FROM_THE_COACH = 0.16

IS_ANSWERED = 0.98
ANSWER_TAKES_DAYS = 0.9
MEDIA = ((None, 58), ("audio", 20), ("image", 13), ("video", 9))
SUBSCRIBES = 0.6
CHANGES_EMAIL = 0.05

STUDENTS_A_WEEK_WHEN_GROWN = 6.4
EVERYTHING_ENDS_WITHIN_DAYS = 75.0
"""After the last session: answers, corrections, soft and hard deletes."""
