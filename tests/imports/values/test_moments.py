"""Moments in every spelling that is known: written and read back equal, or said why not."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sources.imports.values.spellings import ALONE, EPOCH, ISO, MILLISECONDS, NAMED, ORDERS, SERIAL, formats_of
from tests.imports.values.oracle import ENGLISH, MONTHS, strptime

MOMENTS = st.datetimes(datetime(1973, 3, 4), datetime(2068, 12, 31, 23, 59, 59))  # noqa: DTZ001
"""Of those a year of two digits tells the century."""

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)
EVERY_ORDER = sorted({order for _, orders in ORDERS for order in orders})
TIMES = ("", "H:M", "H:M:S", "H:M:S.f", "I:M p", "I:M:S p", "H.M")
JOINTS = (" ", ", ", "T")
NOON = datetime(2018, 2, 3, 12, 34, 56)  # noqa: DTZ001


def read(connection: psycopg.Connection, text: str | None, spelled: str, zone: str = "UTC") -> datetime | None:
    """The moment on a clock of UTC."""
    query = "select imports.moment(%s, %s, %s) at time zone 'UTC'"
    [(moment,)] = connection.execute(query, [text, spelled, zone]).fetchall()
    return moment  # type: ignore[no-any-return]


def why(connection: psycopg.Connection, text: str | None, spelled: str) -> str | None:
    [(said,)] = connection.execute("select imports.why_no_moment(%s, %s)", [text, spelled]).fetchall()
    return said  # type: ignore[no-any-return]


class Writing:
    """How a program, or a person, writes moments."""

    def __init__(self, draw: st.DrawFn, order: str) -> None:
        self.order = order
        self.month_names = [[name for name, number in MONTHS.items() if number == month] for month in range(1, 13)]
        names = draw(st.permutations([0, 1, 2, 3, 4, 5]))
        self.pick = names[0]
        self.case = draw(st.sampled_from((str.lower, str.title, str.upper)))
        blanks = (" ", " de ", "-") if "B" in order else ("/", "-", ".", " ")
        self.separator = draw(st.sampled_from(blanks))
        self.pads = draw(st.booleans()) or order.startswith("y")
        self.short = draw(st.booleans()) and not order.startswith("Y")
        self.time = draw(st.sampled_from(TIMES))
        self.joint = draw(st.sampled_from(JOINTS))
        self.half = draw(st.sampled_from((" AM", " am", "am", " a. m.", " a.m.", "AM")))
        self.around = draw(st.sampled_from(("", " ", "\u00a0", "\u200e", "\t")))

    def write(self, moment: datetime) -> str:
        names = self.month_names[moment.month - 1]
        pad = "02d" if self.pads else "d"
        parts = {
            "d": format(moment.day, pad),
            "m": format(moment.month, pad),
            "B": self.case(names[self.pick % len(names)]),
            "Y": f"{moment.year % 100:02d}" if self.short else str(moment.year),
            "y": f"{moment.year % 100:02d}",
        }
        date = self.separator.join(parts[part] for part in self.order.split())
        half = self.half if moment.hour < 12 else self.half.replace("a", "p").replace("A", "P")
        times = {
            "": "",
            "H:M": f"{moment.hour:{pad}}:{moment.minute:02d}",
            "H:M:S": f"{moment.hour:{pad}}:{moment.minute:02d}:{moment.second:02d}",
            "H:M:S.f": f"{moment.hour:02d}:{moment.minute:02d}:{moment.second:02d}.{moment.microsecond:06d}",
            "I:M p": f"{(moment.hour - 1) % 12 + 1:{pad}}:{moment.minute:02d}{half}",
            "I:M:S p": f"{(moment.hour - 1) % 12 + 1:{pad}}:{moment.minute:02d}:{moment.second:02d}{half}",
            "H.M": f"{moment.hour:{pad}}.{moment.minute:02d}",
        }
        time = times[self.time]
        return self.around + date + (self.joint + time if time else "") + self.around

    def kept(self, moment: datetime) -> datetime:
        """What of a moment is written at all."""
        if not self.time:
            return moment.replace(hour=0, minute=0, second=0, microsecond=0)
        if "S" not in self.time:
            return moment.replace(second=0, microsecond=0)
        return moment if "f" in self.time else moment.replace(microsecond=0)


writings = st.composite(Writing)


@pytest.mark.parametrize("order", EVERY_ORDER)
def test_a_moment_that_is_written_in_any_way_is_read_back(reader: psycopg.Connection, order: str) -> None:
    @given(writings(order), MOMENTS)
    def trial(writing: Writing, moment: datetime) -> None:
        text = writing.write(moment)
        spelled = [found for found in formats_of(text) if _order(found) == _plain(order, writing)]
        if order == "Y m d" and list(formats_of(text)) == [ISO]:
            spelled = [ISO]
        assert spelled, text
        assert read(reader, text, spelled[0]) == writing.kept(moment), (text, spelled)
        assert why(reader, text, spelled[0]) is None

    trial()


def _order(spelled: str) -> str:
    return " ".join(re.findall("%([dmbBYy])", spelled)).replace("b", "B")


def _plain(order: str, writing: Writing) -> str:
    return order.replace("Y", "y") if writing.short else order


@pytest.mark.parametrize("order", EVERY_ORDER)
def test_a_format_reads_what_is_written_by_it_however_the_next_row_is_written(
    reader: psycopg.Connection, order: str
) -> None:
    """Rows of one column may differ in separators, in zeros before digits, and in whether they have seconds."""

    @given(writings(order), writings(order), MOMENTS)
    def trial(first: Writing, second: Writing, moment: datetime) -> None:
        assume(first.separator != "-" or order != "Y m d")
        assume(("p" in first.time) == ("p" in second.time) or not second.time)
        assume((" de " in first.separator) == (" de " in second.separator))
        assume(not order.startswith("y") or not first.short)
        [spelled] = [found for found in formats_of(first.write(moment)) if _order(found) == _plain(order, first)] or [
            ISO
        ]
        assert read(reader, second.write(moment), spelled) == second.kept(moment), (second.write(moment), spelled)

    trial()


@pytest.mark.parametrize("looks", [looks for looks, _ in (*ORDERS, *ALONE)])
def test_whatever_looks_like_a_moment_is_read_as_strptime_reads_it_or_said_why_not(
    reader: psycopg.Connection, looks: str
) -> None:
    names = st.sampled_from(sorted(MONTHS))

    @given(
        st.from_regex(re.compile(looks, re.ASCII), fullmatch=True),
        names,
        st.sampled_from(("", " 7:08", ", 23:59:60", " 24:00")),
    )
    def trial(date: str, name: str, time: str) -> None:
        text = re.sub(r"[^\W\d_]{3,}\.?", name, " ".join(date.split())) + (time if "[0-9]{5}" not in looks else "")
        for spelled in formats_of(text):
            if spelled in NAMED:
                continue
            # Weekdays are nobody's concern, so that a name of a month may stand for one.
            without = text.split(" ", 1)[1] if spelled.startswith("%A") else text
            wanted = re.sub("^%A,? ", "", spelled).replace("%B", "%b")
            expected = strptime(_as_strptime_wants(without), wanted)
            if expected is not None and expected.tzinfo is not None:
                expected = expected.astimezone(UTC).replace(tzinfo=None)
            found = read(reader, text, spelled)
            if expected is None or not 1900 <= expected.year < 2200:
                assert found is None, (text, spelled)
            else:
                assert found == expected, (text, spelled)
            assert (why(reader, text, spelled) is None) == (found is not None)

    trial()


def _as_strptime_wants(text: str) -> str:
    plain = re.sub(r" *([-/.]) *(?=\w)", r"\1", text)
    plain = re.sub(r" *, *", ", ", plain)
    return re.sub(
        r"([^\W\d_]{3,})(?:\.(?=[ ,]|$))?",
        lambda found: ENGLISH[MONTHS[found[1]] - 1] if found[1] in MONTHS else found[0],
        plain,
    )


@pytest.mark.parametrize("zone", ["UTC", "Europe/Madrid", "America/Sao_Paulo", "Asia/Kolkata"])
def test_iso_8601_is_read_as_python_reads_it(reader: psycopg.Connection, zone: str) -> None:
    offsets = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))

    @given(
        MOMENTS,
        st.none() | offsets,
        st.sampled_from(("T", " ")),
        st.sampled_from(("minutes", "seconds", "milliseconds", "microseconds")),
    )
    def trial(moment: datetime, offset: timedelta | None, joint: str, precision: str) -> None:
        aware = moment.replace(tzinfo=ZoneInfo(zone)) if offset is None else moment.replace(tzinfo=UTC) + offset
        text = moment.isoformat(joint, precision)
        if offset is not None:
            sign, minutes = ("-", -offset) if offset < timedelta(0) else ("+", offset)
            hours, rest = divmod(int(minutes.total_seconds()) // 60, 60)
            text += "Z" if not offset else f"{sign}{hours:02d}:{rest:02d}"
            aware = (datetime.fromisoformat(text)).astimezone(UTC)
        else:
            aware = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
            assume(aware.replace(fold=0).utcoffset() == aware.replace(fold=1).utcoffset())
        assert list(formats_of(text)) == [ISO]
        assert read(reader, text, ISO, zone) == aware.astimezone(UTC).replace(tzinfo=None)

    trial()


def test_numbers_that_count_from_a_day_are_read(reader: psycopg.Connection) -> None:
    @given(MOMENTS.map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)))
    def trial(moment: datetime) -> None:
        since = moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
        assert read(reader, str(int(since.total_seconds())), EPOCH) == moment.replace(microsecond=0)
        assert read(reader, str(since // timedelta(milliseconds=1)), MILLISECONDS) == moment
        days = (moment - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
        serial = read(reader, repr(days), SERIAL)
        assert serial is not None and abs(serial - moment) <= timedelta(milliseconds=1)

    trial()


def formats() -> Iterator[str]:
    """Formats of all orders with all times."""
    for order, time in product(
        EVERY_ORDER, ("", " %H:%M", ", %H:%M:%S", " %I:%M:%S %p", " %H:%M:%S.%f", " %H:%M:%S %z")
    ):
        for separator in ("/", " ", " de "):
            yield separator.join(f"%{part}" for part in order.split()) + time
    yield from (spelled for _, alone in ALONE for spelled in alone)


def test_what_is_written_as_usual_is_read_the_same_as_what_is_not(reader: psycopg.Connection) -> None:
    """Such texts are read by PostgreSQL's to_timestamp, all others are taken apart."""
    texts = [
        writing
        for day, month, hour in product((1, 28, 29, 30, 31), (2, 4, 12), (0, 12, 23))
        for writing in (
            f"{day}/{month}",
            f"{month}/{day}",
            f"{day:02d}/{month:02d}",
            f"{day}/{ENGLISH[month - 1]}",
            f"{ENGLISH[month - 1]}/{day}",
        )
        for writing in (f"{writing}/2016", f"{writing}/19", f"2017/{writing}", f"{writing}/69")
        for writing in (
            writing,
            f"{writing} {hour}:05",
            f"{writing}, {hour}:05:59",
            f"{writing} {hour}:05:59 pm",
            f"{writing} {hour:02d}:05:59.25",
            f"{writing} {hour}:05:59 +0530",
            f"{writing} {hour}:05:59 -03:00",
        )
        for writing in (writing, writing.replace("/", " "), writing.replace("/", " de "))
    ]
    reader.execute("create temporary table if not exists spelled (text text)")
    reader.execute("truncate pg_temp.spelled")
    with reader.cursor() as cursor, cursor.copy("copy pg_temp.spelled from stdin") as copy:
        for text in texts:
            copy.write_row([text])
    usual = 0
    for spelled in formats():
        [(different, example, fast)] = reader.execute(
            """
            with format as materialized (
                select imports.format_usual(%(format)s) as usual, imports.format_reading(%(format)s) as reading
            )
            select
                count(*) filter (where fast is distinct from slow), min(text) filter (where fast is distinct from slow),
                count(*)
            from pg_temp.spelled, format, lateral (
                select
                    imports.spelled_moment(text, usual, reading[1], reading[2:]::integer[], 'Europe/Madrid') as fast,
                    imports.spelled_moment(text, null, reading[1], reading[2:]::integer[], 'Europe/Madrid') as slow
            ) as read
            where text ~ usual[1]
            """,
            {"format": spelled},
        ).fetchall()
        assert not different, (spelled, example)
        usual += fast
    assert usual > 5_000


def test_no_text_whatever_stops_an_import(reader: psycopg.Connection) -> None:
    dates = st.from_regex(r"[0-9eE+\-/.,: TZaApPmM٣']{1,24}", fullmatch=True)

    @settings(max_examples=400)
    @given(TEXTS | dates, st.sampled_from([*formats(), *NAMED]))
    def trial(text: str, spelled: str) -> None:
        assert (read(reader, text, spelled) is None) == (why(reader, text, spelled) is not None)
        list(formats_of(text))

    trial()


def test_a_format_of_any_text_reads_what_it_says_or_nothing(reader: psycopg.Connection) -> None:
    formats_of_people = st.lists(
        st.sampled_from(
            [
                "%d",
                "%m",
                "%Y",
                "%y",
                "%H",
                "%M",
                "%S",
                "%p",
                "%I",
                "%b",
                "%z",
                "%f",
                "%A",
                "/",
                " ",
                ".",
                ":",
                "de",
                "(",
                "\\",
                '"',
                "T",
                "%%",
                "5",
            ]
        ),
        min_size=3,
        max_size=9,
    ).map("".join)

    @settings(max_examples=1000)
    @given(formats_of_people, MOMENTS)
    def trial(spelled: str, moment: datetime) -> None:
        text = moment.strftime(spelled)
        query = """
            select imports.spelled_moment(%(text)s, null, reading[1], reading[2:]::integer[], 'UTC') at time zone 'UTC'
            from (select imports.format_reading(%(format)s) as reading) as format
        """
        [(taken_apart,)] = reader.execute(query, {"text": text, "format": spelled}).fetchall()
        assert read(reader, text, spelled) == taken_apart, (text, spelled)

    trial()


@pytest.mark.parametrize(
    ("text", "spelled", "moment"),
    [
        ("3/02/18, 10:05", "%d/%m/%y, %H:%M", "2018-02-03 10:05"),
        ("29/02/2016", "%d/%m/%Y", "2016-02-29 00:00"),
        ("29 Feb 2016, 10:04 AM", "%d %b %Y, %I:%M %p", "2016-02-29 10:04"),
        ("02/03/2018 10:04:11 AM", "%m/%d/%Y %I:%M:%S %p", "2018-02-03 10:04:11"),
        ("February 3, 2018 12:04:11 AM", "%B %d, %Y %I:%M:%S %p", "2018-02-03 00:04:11"),
        ("3 de marzo de 2018, 10:04", "%d de %B de %Y, %H:%M", "2018-03-03 10:04"),
        ("3 de marzo del 2018", "%d de %B de %Y", "2018-03-03 00:00"),
        ("12-Mar-18", "%d-%b-%y", "2018-03-12 00:00"),
        ("Saturday, 3 February 2018, 10:04 AM", "%A, %d %B %Y, %I:%M %p", "2018-02-03 10:04"),
        ("sáb., 3 feb. 2018", "%A, %d %B %Y", "2018-02-03 00:00"),
        ("10/Oct/2000:13:55:36 -0700", "%d/%b/%Y:%H:%M:%S %z", "2000-10-10 20:55:36"),
        ("3/02/18 10:05 GMT+0200 (CEST)", "%d/%m/%y %H:%M %z", "2018-02-03 08:05"),
        ("3/02/18 10:05 -0030", "%d/%m/%y %H:%M %z", "2018-02-03 10:35"),
        ("3/02/68", "%d/%m/%y", "2068-02-03 00:00"),
        ("3/02/69", "%d/%m/%y", "1969-02-03 00:00"),
        ("2018-02-03T10:05:00.1234567Z", ISO, "2018-02-03 10:05:00.123456"),
        ("2018-02-03 00:00", ISO, "2018-02-03 00:00"),
        ("03/02/2018 10:05", "DD/MM/YYYY HH24:MI", "2018-02-03 10:05"),
        ("03/02/2018 10:05 PM", "dd/mm/yyyy hh:mm am/pm", "2018-02-03 22:05"),
        ("1.1.1900", "%d.%m.%Y", "1900-01-01 00:00"),
        ("31.12.2199 23:59:59", "%d.%m.%Y %H:%M:%S", "2199-12-31 23:59:59"),
        ("43134.5", SERIAL, "2018-02-03 12:00"),
        ("1517652300", EPOCH, "2018-02-03 10:05"),
    ],
)
def test_moments_as_programs_write_them(reader: psycopg.Connection, text: str, spelled: str, moment: str) -> None:
    assert read(reader, text, spelled) == datetime.fromisoformat(moment)


REASONS = [
    ("29/02/2018", "%d/%m/%Y", "29 February 2018 does not exist"),
    ("29 Feb 1900", "%d %B %Y", "29 February 1900 does not exist"),
    ("31 April 2018", "%d %B %Y", "31 April 2018 does not exist"),
    ("2018-02-29T10:00:00Z", ISO, "29 February 2018 does not exist"),
    ("13/13/18", "%d/%m/%Y", "13 is no month"),
    ("3/0/18", "%d/%m/%y", "0 is no month"),
    ("3 Foo 2018", "%d %B %Y", '"Foo" is no month'),
    ("32/1/18", "%d/%m/%y", "32 is no day"),
    ("3/02/18, 25:05", "%d/%m/%y, %H:%M", "25 is no hour"),
    ("2018-02-03T24:00:00", ISO, "24 is no hour"),
    ("3/02/18 13:05 PM", "%d/%m/%y %I:%M %p", "13 is no hour before PM"),
    ("3/02/18 13:05 AM", "%d/%m/%y %I:%M %p", "13 is no hour before AM"),
    ("3/02/18, 10:61", "%d/%m/%y, %H:%M", "61 is no minute"),
    ("31/12/2016 23:59:60", "%d/%m/%Y %H:%M:%S", "60 is no second"),
    ("3/2/0001", "%d/%m/%Y", "the year 1 is not between 1900 and 2199"),
    ("9999-12-31", ISO, "the year 9999 is not between 1900 and 2199"),
    ("0000-00-00 00:00:00", ISO, "the year 0 is not between 1900 and 2199"),
    ("2018-02-03T10:00+99:00", ISO, '"2018-02-03T10:00+99:00" is too far from UTC'),
    ("soon", ISO, '"soon" is no moment'),
    ("soon", EPOCH, '"soon" is no moment'),
    ("room 3", "%d/%m/%y", '"room 3" is no moment'),
    ("10:05", "%d/%m/%y", '"10:05" is a time without a date'),
    ("10:05:11 p. m.", ISO, '"10:05:11 p. m." is a time without a date'),
    ("2018-02", ISO, '"2018-02" is a month without a day'),
    ("marzo de 2018", "%d/%m/%y", '"marzo de 2018" is a month without a day'),
    ("2018-02-03", "%d/%m/%Y", '"2018-02-03" is written otherwise than the rest of the column'),
    ("Feb 3, 2018 10:04 AM", "%d/%m/%Y", '"Feb 3, 2018 10:04 AM" is written otherwise than the rest of the column'),
    ("0", EPOCH, "a moment of 0 says never"),
    ("99999999999", EPOCH, "99999999999 counts to no moment between 1973 and 2199"),
    ("5", EPOCH, "5 counts to no moment between 1973 and 2199"),
    ("2018", SERIAL, "2018 counts to no moment between 1927 and 2199"),
    ("", ISO, "nothing is written"),
    (None, ISO, "nothing is written"),
    (" \u00a0", "%d/%m/%Y", "nothing is written"),
]


@pytest.mark.parametrize(("text", "spelled", "reason"), REASONS)
def test_a_text_that_is_no_moment_says_why(
    reader: psycopg.Connection, text: str | None, spelled: str, reason: str
) -> None:
    assert why(reader, text, spelled) == reason
    assert read(reader, text, spelled) is None


def test_each_reason_is_tried(reader: psycopg.Connection) -> None:
    [(body,)] = reader.execute("select prosrc from pg_proc where oid = 'imports.why_unreadable'::regproc").fetchall()
    sentences = re.findall(r"return (?:format\()?'([^']+)'", body)
    assert len(sentences) >= 14
    for sentence in sentences:
        pattern = re.escape(sentence).replace("%s", ".+")
        assert any(re.fullmatch(pattern, reason) for _, _, reason in REASONS), sentence


@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Europe/Dublin"])
def test_hours_that_a_change_of_clocks_skips_are_an_hour_later_and_repeated_ones_the_second(
    reader: psycopg.Connection, zone: str
) -> None:
    """As PostgreSQL's rule is; by Python's: the fold of 1 where an hour comes twice, of 0 where it does not come."""
    day = datetime(2018, 1, 1)  # noqa: DTZ001
    changes = 0
    for minutes in range(0, 365 * 24 * 60, 15):
        moment = day + timedelta(minutes=minutes)
        first, second = (moment.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
        if first.utcoffset() == second.utcoffset():
            continue
        changes += 1
        is_skipped = first.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != moment
        expected = (first if is_skipped else second).astimezone(UTC).replace(tzinfo=None)
        for text, spelled in (
            (moment.isoformat(), ISO),
            (f"{moment:%d/%m/%Y %H:%M}", "%d/%m/%Y %H:%M"),
            (f"{moment:%d/%m/%Y  %H:%M}", "%d/%m/%Y %H:%M"),
        ):
            assert read(reader, text, spelled, zone) == expected, text
    assert changes >= 4
