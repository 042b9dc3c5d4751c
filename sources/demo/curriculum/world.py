"""What the simulated organisation is like: its courses, its habits and how often each thing happens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    """A programme that groups take, with where they tend to give up (weight per last episode reached)."""

    hangout: str
    name: str
    episodes: int
    graduates: float
    gives_up_after: tuple[float, ...]
    continues: float = 0.0


AQIDAH = Course("aqidah", "Ngeshare Sesi Aqidah", 9, 0.68, (9, 12, 30, 10, 7, 13, 6, 8), 0.90)
HIJRAH = Course("hijrah", "Ngeshare Sesi Hijrah", 9, 0.70, (6, 8, 9, 24, 8, 7, 6, 7), 0.88)
SEJARAH = Course("sejarah", "Ngeshare Sesi Sejarah", 11, 0.67, (5, 6, 7, 8, 9, 22, 8, 4, 4, 5), 0.90)
DAKWAH = Course("dakwah", "Ngeshare Sesi Dakwah", 7, 0.76, (7, 9, 11, 18, 5, 5))
CURRICULUM = (AQIDAH, HIJRAH, SEJARAH, DAKWAH)

FIRST_EDITION = "aqidah-first-edition"
FIRST_EDITION_DAYS = 420

# Names that look like the curriculum and are not, then programmes that do not pretend to be.
OUTSIDE = (
    (Course("aqidah-space", "Ngeshare Sesi Aqidah ", 9, 0.5, (1,) * 8), 10),
    (Course("hijrah-lower", "ngeshare sesi hijrah", 9, 0.5, (1,) * 8), 8),
    (Course("sejarah-batch", "Ngeshare Sesi Sejarah (Batch 2)", 11, 0.5, (1,) * 10), 7),
    (Course("talk", "Ngeshare Talk: Pra-Nikah", 4, 0.8, (1,) * 3), 25),
    (Course("tahsin", "Kelas Tahsin Pemula", 12, 0.5, (1,) * 11), 30),
    (Course("ramadhan", "Ngeshare Sesi Ramadhan", 6, 0.7, (1,) * 5), 20),
)

FIRST_COURSE = ((AQIDAH, 85), (HIJRAH, 7), (SEJARAH, 4), (DAKWAH, 4))
MEMBERS_AT_FIRST = ((2, 4), (3, 14), (4, 24), (5, 26), (6, 17), (7, 10), (8, 5))

# Days between two meetings, and local starting times; 06:45 and 23:30 straddle the midnights of UTC and Jakarta.
CADENCE_DAYS = ((7, 88), (14, 7), (2, 2), (1, 3))
STARTING_TIME = (((19, 30), 38), ((20, 0), 26), ((18, 45), 8), ((16, 0), 12), ((6, 45), 9), ((23, 30), 3), ((9, 0), 4))
WEEKDAY = ((0, 10), (1, 13), (2, 13), (3, 14), (4, 14), (5, 20), (6, 16))

NEVER_MEETS = 0.05
REVIVES = 0.08
SKIPS_A_WEEK = 0.2
SKIPS_A_QUIET_WEEK = 0.6
LONG_PAUSE = 0.012
TWO_EPISODES_AT_ONCE = 0.04
REPEATS_AN_EPISODE = 0.14
INTRODUCTION_FIRST = 0.03

FACILITATOR_ATTENDS = 0.93
MEMBER_ATTENDS = (0.66, 0.97)
MEMBER_DROPS_OUT = 0.14
MEMBER_MOVES_ON = 0.88

FACILITATOR_IS_ALUMNUS = 0.40
FACILITATOR_RETURNS = 0.30
FACILITATOR_HANDS_OVER = 0.06
CIRCLES_AT_ONCE = 4

REGISTERS_WITHOUT_JOINING = 0.12
CHANGES_EMAIL = 0.06
GROUP_IS_RENAMED = 0.10
GROUP_CHANGES_SLOT = 0.08
PAYS = 0.12
