"""Where each planted blemish shows, as SQL on the simulated production: its share, and the least and most it may be."""

from dataclasses import dataclass

USERS = 'public."User"'
MEMBERSHIPS = 'public."UserHangoutGroup"'
GROUPS = 'public."HangoutGroup"'
GROUPS_IN_HANGOUTS = f'{GROUPS} g left join public."Hangout" h on h.id = g."hangoutId"'
ATTENDANCE = (
    'public."UserHangoutGroupAttendance" a join public."HangoutEpisode" e on e.id = a."hangoutEpisodeId" '
    'join public."HangoutGroup" g on g.id = a."hangoutGroupId" left join public."Hangout" h on h.id = g."hangoutId"'
)
CURRICULUM = (
    "h.name in ('Ngeshare Sesi Aqidah', 'Ngeshare Sesi Hijrah', 'Ngeshare Sesi Sejarah', 'Ngeshare Sesi Dakwah')"
)
GROUPS_BY_ROLE = (
    '(select "hangoutGroupId", count(distinct "userId") filter (where "hangoutGroupRole" = \'FACILITATOR\') as people, '
    'count(*) filter (where "hangoutGroupRole" = \'FACILITATOR\') as seats, '
    'count(distinct "joinedAt") filter (where "hangoutGroupRole" = \'FACILITATOR\') as moments, '
    'count(*) - count(distinct ("userId", "hangoutGroupRole")) filter (where "userId" is not null) '
    '- count(*) filter (where "userId" is null) as repeated, '
    "count(\"joinedAt\") filter (where \"hangoutGroupRole\" = 'FACILITATOR') as dated "
    f'from {MEMBERSHIPS} group by "hangoutGroupId") as groups'
)  # fmt: skip
NIGHTS = (
    '(select (a."attendedAt" + interval \'7 hours\')::time as at_local, a."attendedAt"::date as utc_day, '
    '(a."attendedAt" + interval \'7 hours\')::date as local_day from public."UserHangoutGroupAttendance" a) as nights'
)
EMAILS = (
    f"(select trim(lower(email)) as address, count(*) as users from {USERS} where email ~ '@' group by 1) as emails"
)
NOW = "(select lived_until at time zone 'UTC' from demo.simulation where source = 'ngeshare')"


@dataclass(frozen=True)
class Trap:
    """Of the rows of `rows`, those with `condition` are `least` to `most` percent."""

    rows: str
    condition: str
    least: float
    most: float

    @property
    def query(self) -> str:
        return f"select 100.0 * count(*) filter (where {self.condition}) / count(*) from {self.rows}"


TRAPS = {
    "user without e-mail": Trap(USERS, "email is null", 1, 5),
    "blank e-mail": Trap(USERS, "trim(email) = ''", 0.5, 3),
    "duplicate e-mail": Trap(EMAILS, "users > 1", 0.5, 4),
    "soft-deleted user": Trap(USERS, '"deletedAt" is not null', 2, 9),
    "updatedAt in the future": Trap(USERS, f'"updatedAt" > {NOW}', 0.001, 5),
    "null joinedAt": Trap(MEMBERSHIPS, '"joinedAt" is null', 2, 7),
    "null userId": Trap(MEMBERSHIPS, '"userId" is null', 1, 5),
    "null userId, only e-mail": Trap(MEMBERSHIPS, '"userId" is null and "userEmail" is not null', 0.6, 4),
    "null userId, only publicId": Trap(MEMBERSHIPS, '"userId" is null and "publicId" is not null', 0.3, 3),
    "joinedAt in the future": Trap(MEMBERSHIPS, f'"joinedAt" > {NOW}', 0.02, 1),
    "impossible joinedAt": Trap(MEMBERSHIPS, "\"joinedAt\" < '1971-01-01'", 0.001, 1),
    "several facilitators": Trap(GROUPS_BY_ROLE, "people > 1", 3, 9),
    "tie in joinedAt": Trap(GROUPS_BY_ROLE, "seats > 1 and moments = 1 and dated = seats", 1, 5),
    "no facilitator": Trap(GROUPS_BY_ROLE, "people = 0", 1.5, 7),
    "duplicate membership": Trap(GROUPS_BY_ROLE, "repeated > 0", 3, 12),
    "outside the curriculum": Trap(GROUPS_IN_HANGOUTS, f"not {CURRICULUM}", 2, 9),
    "near-miss course name": Trap(
        GROUPS_IN_HANGOUTS, f"not {CURRICULUM} and h.name ~* 'sesi (aqidah|hijrah|sejarah)'", 0.2, 4
    ),
    "null hangoutId": Trap(GROUPS, '"hangoutId" is null', 0.4, 3),
    "createdAt in the future": Trap(GROUPS, f'"createdAt" > {NOW}', 0.01, 3),
    "edited long after": Trap(GROUPS, '"updatedAt" > "createdAt" + interval \'200 days\'', 0.5, 15),
    "city missing": Trap(GROUPS, "city is null", 4, 13),
    "episode of another Hangout": Trap(ATTENDANCE, 'e."hangoutId" <> g."hangoutId"', 0.2, 2),
    "episode above the last": Trap(
        ATTENDANCE, f"{CURRICULUM} and e.\"order\" > (regexp_match(h.description, '^[0-9]+'))[1]::int", 0.05, 1.5
    ),
    "episode 0": Trap(ATTENDANCE, 'e."order" = 0', 0.05, 1.5),
    "attendance dated in the future": Trap(ATTENDANCE, f'a."attendedAt" > {NOW}', 0.01, 0.4),
    "impossible attendedAt": Trap(ATTENDANCE, "a.\"attendedAt\" < '1971-01-01'", 0.001, 0.1),
    "duplicate attendance": Trap(
        '(select count(*) as copies from public."UserHangoutGroupAttendance" '
        'group by "hangoutGroupId", "userId", "hangoutEpisodeId", "attendedAt") as taps',
        "copies > 1",
        0.1,
        1,
    ),
    "deleted user's attendance": Trap(
        f'public."UserHangoutGroupAttendance" a join {USERS} u on u.id = a."userId"', '"deletedAt" is not null', 0.5, 9
    ),
    "attendance of a guest": Trap(
        ATTENDANCE,
        f'not exists (select from {MEMBERSHIPS} m where m."hangoutGroupId" = g.id and m."userId" = a."userId")',
        0.2,
        3,
    ),
    "around local midnight": Trap(NIGHTS, "at_local < '01:00'", 0.2, 4),
    "around UTC midnight": Trap(NIGHTS, "utc_day < local_day and at_local > '06:00'", 1, 12),
}
