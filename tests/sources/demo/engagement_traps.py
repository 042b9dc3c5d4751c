"""Where each blemish of the study centre shows, as SQL on the simulated production: its share, the least and most."""

from tests.sources.demo.curriculum_traps import Trap

NOW = "(select lived_until from demo.simulation where source = 'academy')"
STUDENTS = "academy.students s"
CHECK_INS = "academy.check_ins c"
VISITS = f"{CHECK_INS} join {STUDENTS} on s.id = c.student_id"
LOCAL = "at time zone 'America/Guayaquil'"
PAIRS = (
    "(select student_id, checked_in_at, checked_out_at, lag(checked_in_at) over earlier as began_before, "
    "max(checked_out_at) filter (where checked_out_at < checked_in_at + interval '16 hours') "
    "over (earlier rows between unbounded preceding and 1 preceding) as busy_until "
    "from academy.check_ins window earlier as (partition by student_id order by checked_in_at, id)) as pairs"
)

TRAPS = {
    "student without level": Trap(STUDENTS, "level is null", 1, 6),
    "blank level": Trap(STUDENTS, "trim(level) = ''", 0.1, 2),
    "level in another spelling": Trap(STUDENTS, "level <> upper(trim(level)) and level ~* '^ *[abc][12] *$'", 0.5, 5),
    "level in words": Trap(STUDENTS, "level ~ '[a-z]{2}'", 0.4, 4),
    "blank name": Trap(STUDENTS, "trim(full_name) = ''", 0.1, 2),
    "registered twice": Trap(
        f"(select lower(trim(full_name)) as name, count(*) as records from {STUDENTS} group by 1) as people",
        "records > 1",
        0.3,
        3,
    ),
    "soft-deleted student": Trap(STUDENTS, "deleted_at is not null", 3, 10),
    "never came": Trap(
        STUDENTS, "not exists (select from academy.check_ins c where c.student_id = s.id)", 4, 15
    ),
    "createdAt in the future": Trap(STUDENTS, f"created_at > {NOW}", 0.001, 8),
    "updatedAt in the future": Trap(STUDENTS, f"updated_at > {NOW}", 0.001, 8),
    "impossible createdAt": Trap(STUDENTS, "created_at < '2000-01-01'", 0.001, 8),
    "edited long after": Trap(STUDENTS, "updated_at > created_at + interval '200 days'", 15, 60),
    "deleted student's check-ins": Trap(VISITS, "s.deleted_at is not null", 1, 14),
    "check-in after the deletion": Trap(VISITS, "c.checked_in_at > s.deleted_at", 0.02, 2),
    "check-in before registration": Trap(
        VISITS, f"(c.checked_in_at {LOCAL})::date < (s.created_at {LOCAL})::date", 0.05, 1.5
    ),
    "still open": Trap(CHECK_INS, f"checked_out_at is null and checked_in_at > {NOW} - interval '3 hours'", 0.001, 0.5),
    "never checked out": Trap(
        CHECK_INS, f"checked_out_at is null and checked_in_at < {NOW} - interval '16 hours'", 1, 4
    ),
    "longer than 16 hours": Trap(CHECK_INS, "checked_out_at > checked_in_at + interval '16 hours'", 0.5, 2),
    "exactly 16 hours": Trap(CHECK_INS, "checked_out_at = checked_in_at + interval '16 hours'", 0.1, 1),
    "across midnight": Trap(
        CHECK_INS,
        f"(checked_out_at {LOCAL})::date > (checked_in_at {LOCAL})::date "
        "and checked_out_at <= checked_in_at + interval '16 hours'",
        0.2,
        2,
    ),
    "negative length": Trap(CHECK_INS, "checked_out_at < checked_in_at", 0.05, 0.8),
    "zero length": Trap(CHECK_INS, "checked_out_at = checked_in_at", 0.1, 0.8),
    "double tap": Trap(PAIRS, "checked_in_at <= began_before + interval '1 minute'", 0.1, 1),
    "overlapping check-in": Trap(
        PAIRS, "checked_in_at < busy_until and checked_out_at > checked_in_at and checked_in_at > began_before", 0.2, 2
    ),
    "outside opening hours": Trap(
        CHECK_INS, f"extract(hour from checked_in_at {LOCAL}) not between 8 and 19", 0.1, 1
    ),
    "around local midnight": Trap(
        CHECK_INS, f"extract(hour from checked_in_at {LOCAL}) in (22, 23, 0, 1)", 0.02, 0.5
    ),
    "around UTC midnight": Trap(
        CHECK_INS, f"(checked_in_at at time zone 'UTC')::date > (checked_in_at {LOCAL})::date", 1, 9
    ),
    "check-in dated in the future": Trap(CHECK_INS, f"checked_in_at > {NOW}", 0.002, 1),
    "impossible check-in": Trap(CHECK_INS, "checked_in_at < '1971-01-01'", 0.001, 1),
    "uploaded late": Trap(
        CHECK_INS, "method <> 'DESK' and created_at > checked_out_at and created_at = updated_at", 0.3, 3
    ),
    "uploaded with an old cursor": Trap(CHECK_INS, "created_at > updated_at", 0.05, 1),
    "corrected later": Trap(CHECK_INS, "updated_at > checked_out_at + interval '16 hours'", 1, 5),
}  # fmt: skip
