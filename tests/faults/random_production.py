"""A production that writes at random: half of a hypothesis state machine.

It notes what a cursor cannot see (`unseen`) and what production forgot on purpose (`archived`).
"""

from datetime import UTC, datetime, timedelta

import psycopg
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sync.specifications.specification import OVERLAP
from tests.factories import AQIDAH, HIJRAH, hangout
from tests.faults.organisation import session
from tests.faults.pair import Pair

USERS, GROUPS, ATTENDANCES, STUDENTS, READINGS = (st.integers(0, most) for most in (5, 2, 7, 3, 5))
WORDS = st.sampled_from(["", "a", "é 漢 👩‍👧", "\\N", "o'clock", "x" * 3000])
DAYS = st.sampled_from([0.1, 10, 44.9, 45.1, 80, 400, -3])
HOURS = st.sampled_from([0.2, 0.9, 1.5, 30])
ATTENDANCE = 'public."UserHangoutGroupAttendance"'
MEMBERSHIP = 'public."UserHangoutGroup"'
USER = 'public."User"'

Key = tuple[str, str]
"""A table and the key of one of its rows."""


class RandomProduction(RuleBasedStateMachine):
    """Everything that happens in one production."""

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self.pair = pair
        self.production = psycopg.connect(self.pair.url, autocommit=True, options="-c timezone=UTC")
        self.now = datetime.now(UTC).replace(microsecond=0, tzinfo=None) - timedelta(days=20)
        self.unseen: set[Key] = set()
        self.archived: set[str] = set()
        self.moved_children: dict[str, set[Key]] = {}
        self.slow_writer: psycopg.Connection | None = None
        self.slow_since = self.now
        self.renamed = 0

    def write(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        cursor = self.production.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []

    @initialize()
    def found(self) -> None:
        self.write('alter table "User" alter column "updatedAt" drop not null')
        for course in (AQIDAH, HIJRAH):
            hangout(self.production, course, course)
            for episode in (1, 9):
                self.write(
                    """insert into "HangoutEpisode" (id, "updatedAt", name, "hangoutId", "order")
                    values (%s, '2020-01-01', 'Episode', %s, %s)""",
                    *(f"{course} {episode}", course, episode),
                )
        session(self.production, "lesson")
        for number in range(3):
            self.person_changes(number, "a")
        self.group_changes(0, HIJRAH)

    # What production does, and its cursors tell.

    @rule(hours=HOURS)
    def time_passes(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    @rule(number=USERS, email=WORDS)
    def person_changes(self, number: int, email: str) -> None:
        self.unseen |= self.moved_children.pop(f"u{number}", set())
        self.write(
            """insert into "User" (id, "updatedAt", email) values (%s, %s, %s)
            on conflict (id) do update set "updatedAt" = excluded."updatedAt", email = excluded.email""",
            *(f"u{number}", self.now, email),
        )

    @rule(number=USERS)
    def person_is_soft_deleted(self, number: int) -> None:
        self.write(
            'update "User" set "updatedAt" = %s, "deletedAt" = %s where id = %s', self.now, self.now, f"u{number}"
        )

    @rule(number=USERS, email=WORDS, moment=st.sampled_from([None, "infinity", "-infinity", "2999-01-01"]))
    def person_changes_under_an_odd_cursor(self, number: int, email: str, moment: str | None) -> None:
        self.write('update "User" set "updatedAt" = %s, email = %s where id = %s', moment, email, f"u{number}")

    @rule(number=GROUPS, course=st.sampled_from([AQIDAH, HIJRAH, None]))
    def group_changes(self, number: int, course: str | None) -> None:
        self.write(
            """insert into "HangoutGroup" (id, "updatedAt", name, status, "hangoutId")
            values (%s, %s, 'Group', 'OPEN', %s)
            on conflict (id) do update set "updatedAt" = excluded."updatedAt", "hangoutId" = excluded."hangoutId" """,
            *(f"g{number}", self.now, course),
        )

    @rule(group=GROUPS, user=USERS, role=st.sampled_from(["MEMBER", "FACILITATOR"]), days=DAYS)
    def member_changes(self, group: int, user: int, role: str, days: float) -> None:
        self.write(
            """insert into "UserHangoutGroup"
            (id, "updatedAt", "joinedAt", status, "hangoutGroupRole", "hangoutGroupId", "userId")
            select %s, %s, %s, 'JOINED', %s, "HangoutGroup".id, "User".id from "HangoutGroup", "User"
            where "HangoutGroup".id = %s and "User".id = %s
            on conflict (id) do update set "updatedAt" = excluded."updatedAt", "joinedAt" = excluded."joinedAt",
                "hangoutGroupRole" = excluded."hangoutGroupRole", "userId" = excluded."userId" """,
            *(f"m{group}{user}", self.now, self.now - timedelta(days=days), role, f"g{group}", f"u{user}"),
        )

    @rule(number=ATTENDANCES, group=GROUPS, user=USERS, episode=st.sampled_from([1, 9]), days=DAYS)
    def attendance_is_written(self, number: int, group: int, user: int, episode: int, days: float) -> None:
        key = f"a{number}"
        was_old = key in self.archived or self.write(f"select {_IS_OLD} from {ATTENDANCE} where id = %s", key) == [
            (True,)
        ]
        written = self.write(
            f"""insert into {ATTENDANCE} (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
            select %s, now() at time zone 'UTC' - %s * interval '1 day', %s, "HangoutGroup".id, "User".id
            from "HangoutGroup", "User" where "HangoutGroup".id = %s and "User".id = %s
            on conflict (id) do update set "attendedAt" = excluded."attendedAt", "userId" = excluded."userId",
                "hangoutEpisodeId" = excluded."hangoutEpisodeId", "hangoutGroupId" = excluded."hangoutGroupId"
            returning {_IS_OLD}""",
            *(key, days, f"{HIJRAH} {episode}", f"g{group}", f"u{user}"),
        )
        if written:
            self.archived.discard(key)
        if was_old and written == [(True,)]:
            self.unseen.add((ATTENDANCE, key))

    @rule(number=STUDENTS, name=WORDS, microseconds=st.integers(0, 3))
    def student_changes(self, number: int, name: str, microseconds: int) -> None:
        moment = f"{self.now + timedelta(microseconds=microseconds)}+00"
        self.write(
            """insert into academy.students (id, full_name, created_at, updated_at) values (%s, %s, %s, %s)
            on conflict (id) do update set full_name = excluded.full_name, updated_at = excluded.updated_at""",
            *(f"s{number}", name, moment, moment),
        )
        self.write(
            """insert into academy.check_ins (id, student_id, checked_in_at, updated_at) values (%s, %s, %s, %s)
            on conflict (id) do update set checked_out_at = excluded.checked_in_at, updated_at = excluded.updated_at""",
            *(f"c{number}", f"s{number}", moment, moment),
        )

    @rule(number=READINGS, quality=st.floats(), late=HOURS)
    def reading_is_appended(self, number: int, quality: float, late: float) -> None:
        self.write(
            """insert into classwaves.session_metrics (id, session_id, measured_at, session_quality)
            values (%s, 'lesson', %s, %s) on conflict do nothing""",
            *(f"r{number}", f"{self.now - timedelta(hours=late)}+00", quality),
        )

    # What no cursor tells, and keys do.

    @rule(number=USERS)
    def person_is_deleted(self, number: int) -> None:
        self.write(f'delete from {ATTENDANCE} where "userId" = %s', f"u{number}")
        self._children_move(f"u{number}")
        self.write('delete from "User" where id = %s', f"u{number}")

    @rule(number=USERS)
    def person_gets_another_key(self, number: int) -> None:
        self.renamed += 1
        self._children_move(f"u{number}")
        self.write('update "User" set id = %s where id = %s', f"renamed {self.renamed}", f"u{number}")

    @rule(number=GROUPS)
    def group_is_deleted(self, number: int) -> None:
        for table, column in ((ATTENDANCE, "hangoutGroupId"), (MEMBERSHIP, "hangoutGroupId"), ('"HangoutGroup"', "id")):
            self.write(f'delete from {table} where "{column}" = %s', f"g{number}")

    @rule(number=READINGS)
    def reading_is_deleted(self, number: int) -> None:
        self.write("delete from classwaves.session_metrics where id = %s", f"r{number}")
        # The same key may come again with other values, under a cursor that nobody reads any more.
        self.unseen.add(("classwaves.session_metrics", f"r{number}"))

    @rule(number=ATTENDANCES)
    def attendance_is_deleted_or_archived(self, number: int) -> None:
        if self.write(f"delete from {ATTENDANCE} where id = %s returning {_IS_OLD}", f"a{number}") == [(True,)]:
            self.archived.add(f"a{number}")

    # What only verify tells.

    @rule(number=USERS, email=WORDS)
    def person_is_changed_by_hand(self, number: int, email: str) -> None:
        self.write('update "User" set email = %s where id = %s', email, f"u{number}")
        self.unseen.add((USER, f"u{number}"))

    @rule(number=USERS)
    def person_is_soft_deleted_by_hand(self, number: int) -> None:
        self.write("""update "User" set "deletedAt" = '2024-01-01' where id = %s""", f"u{number}")
        self.unseen.add((USER, f"u{number}"))

    @precondition(lambda self: self.slow_writer is None)
    @rule(number=st.integers(0, 1), email=WORDS)
    def slow_writer_begins(self, number: int, email: str) -> None:
        self.slow_writer, self.slow_since = psycopg.connect(self.pair.url), self.now
        self.slow_writer.execute(
            """insert into "User" (id, "updatedAt", email) values (%s, %s, %s)
            on conflict (id) do update set "updatedAt" = excluded."updatedAt", email = excluded.email""",
            [f"slow {number}", self.now, email],
        )

    @precondition(lambda self: self.slow_writer is not None)
    @rule()
    def slow_writer_commits(self) -> None:
        assert self.slow_writer is not None
        self.slow_writer.commit()
        self.slow_writer.close()
        self.slow_writer = None
        if self.now - self.slow_since > OVERLAP:
            self.unseen |= {(USER, "slow 0"), (USER, "slow 1")}

    def _children_move(self, user: str) -> None:
        """Memberships and attendance change under old cursors; they are missed if their parent's key comes back."""
        children = self.moved_children.setdefault(user, set())
        for table in (MEMBERSHIP, ATTENDANCE):
            found = self.write(f'select id from {table} where "userId" = %s', user)
            children |= {(table, str(key)) for (key,) in found}


_IS_OLD = """"attendedAt" < now() at time zone 'UTC' - interval '45 days'"""
