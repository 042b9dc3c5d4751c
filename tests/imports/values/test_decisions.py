"""How a column is written is decided by all its rows, and asked where they do not tell."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import sql

from sources.imports.values.decisions import Decision, decide_moment, decide_number
from sources.imports.values.errors import AmbiguousDates, AmbiguousNumbers, WrongFormat
from tests.imports.values import oracle
from tests.imports.values.oracle import (
    DAY_FIRST,
    ISO,
    MONTH_FIRST,
    NAMES,
    SECONDS,
    SERIAL,
    SHORT_YEAR_FIRST,
    YEAR_FIRST,
)

COLUMN = sql.Identifier("pg_temp", "column of texts")


def fill(connection: psycopg.Connection, texts: Sequence[str | None], times: int = 1) -> None:
    connection.execute('drop table if exists pg_temp."column of texts"')
    connection.execute('create temporary table "column of texts" (value text, times bigint)')
    with connection.cursor() as cursor, cursor.copy('copy pg_temp."column of texts" from stdin') as copy:
        for text in texts:
            copy.write_row([text, times])


def decide(
    connection: psycopg.Connection, texts: Sequence[str | None], given: str | None = None, times: int = 1
) -> Decision:
    fill(connection, texts, times)
    return decide_moment(connection, COLUMN, "value", "times", given)


def values(connection: psycopg.Connection, spelled: str) -> list[datetime | None]:
    query = "select imports.moment(value, %s, 'UTC') at time zone 'UTC' from pg_temp.\"column of texts\""
    return [moment for (moment,) in connection.execute(query, [spelled])]


WRITINGS = {
    DAY_FIRST: ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y %H:%M", "%d-%m-%y, %H:%M:%S"),
    MONTH_FIRST: ("%m/%d/%Y", "%m/%d/%y", "%m/%d/%Y %H:%M:%S"),
    SHORT_YEAR_FIRST: ("%y/%m/%d", "%y-%m-%d %H:%M"),
    YEAR_FIRST: ("%Y/%m/%d", "%Y/%m/%d %H:%M"),
    NAMES: ("%d %b %Y", "%d-%b-%y", "%d %b %Y, %H:%M"),
    ISO: ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S"),
}
DIRT = (
    "29/02/2018", "31/04/18", "13/13/2018", "02/30/2018", "30/02/2018 10:00", "3 Foo 2018", "2018-02-30", "soon",
    "10:05", "-",    "3/02/18, 25:05", "n/a", "5", "2018", "00/00/0000", "3/2/9999",
)  # fmt: skip


@st.composite
def columns(draw: st.DrawFn) -> list[str]:
    """Mostly one way of writing, now and then a second one, and dirt."""
    kinds = draw(st.lists(st.sampled_from([*WRITINGS, SECONDS, SERIAL]), min_size=1, max_size=2))
    weeks = st.integers(0, draw(st.sampled_from((3, 60, 900))))
    rows = draw(st.lists(st.tuples(weeks, st.integers(0, 7 * 86_400)), min_size=1, max_size=12))
    texts = []
    for number, (week, second) in enumerate(rows):
        moment = datetime(2012, 1, 2) + timedelta(weeks=week, seconds=second)  # noqa: DTZ001
        kind = kinds[-1] if number % 4 == 3 else kinds[0]
        if kind in WRITINGS:
            spelled = WRITINGS[kind]
            texts.append(f"{moment:{spelled[draw(st.integers(0, len(spelled) - 1))]}}")
        elif kind == SECONDS:
            texts.append(str(round((moment - datetime(1970, 1, 1)).total_seconds())))  # noqa: DTZ001
        else:
            texts.append(str((moment - datetime(1899, 12, 30)).days))  # noqa: DTZ001
    return texts + draw(st.lists(st.sampled_from(DIRT), max_size=4))


def test_a_column_is_decided_as_plain_python_decides_it(reader: psycopg.Connection) -> None:
    seen = {"asked": 0, "decided": 0}

    @settings(max_examples=400)
    @given(columns())
    def trial(texts: list[str]) -> None:
        expected = oracle.decide(texts)
        try:
            decision = decide(reader, texts)
        except AmbiguousDates as asked:
            assert len(expected.kinds) > 1, (texts, str(asked), expected)
            assert len(asked.choices) == len(expected.kinds), (texts, str(asked), expected)
            seen["asked"] += 1
            return
        assert len(expected.kinds) == 1, (texts, decision, expected)
        assert (decision.read, decision.unreadable) == (expected.read, len(texts) - expected.read), (texts, decision)
        if expected.read:
            assert values(reader, decision.format) == [oracle.read_as(expected.kinds[0], text) for text in texts]
        seen["decided"] += 1

    trial()
    assert min(seen.values()) > 20, seen


def test_the_evidence_is_in_words_and_for_as_many_rows_as_a_text_stands_for(reader: psycopg.Connection) -> None:
    texts = ["13/02/18, 10:05", "14/02/18, 10:05", "3/02/18, 9:00", "29/02/18, 9:00"]
    decision = decide(reader, texts, times=1000)
    assert decision.evidence == "day first: 1,000 unreadable; month first: 3,000"
    assert (decision.format, decision.read, decision.unreadable) == ("%d/%m/%y, %H:%M", 3000, 1000)
    assert [(other.words, other.unreadable) for other in decision.others] == [("month first", 3000)]


@pytest.mark.parametrize(
    ("texts", "evidence"),
    [
        (["2018-02-03T10:05:00Z", "2018-02-04", "soon"], "ISO 8601: 1 unreadable"),
        (["02/14/2018 10:04:11 AM"], "month first: 0 unreadable; day first: 1"),
        (["3 Feb 2018, 10:04 AM", "4 Feb 2018, 11:04 PM"], "month names: 0 unreadable"),
        (["1517652300", "1517652301", "3/02/18"], "seconds since 1970: 1 unreadable; day first: 2; month first: 2"),
        (["1517652300000"], "milliseconds since 1970: 0 unreadable"),
        (["43134.5", "43135"], "Excel's serial days: 0 unreadable"),
        (["2018/02/03"], "year first: 0 unreadable"),
        (["03/03/2018"], "day first or month first: 0 unreadable"),
        (["10/Oct/2000:13:55:36 -0700"], "a web server's log: 0 unreadable"),
        (
            ["3 Feb 2018", "4 Feb 2018", "Feb 5, 2018"],
            "month names, day first: 1 unreadable; month names, month first: 2",
        ),
        (["13/2/18 10:04 AM", "14/2/18 1:04 PM", "15/2/18 13:04"], "day first, with AM or PM: 1 unreadable; "),
        (["soon", "10:05"], "2 unreadable, in any format"),
        ([None, " "], "nothing is written"),
        ([], "nothing is written"),
    ],
)
def test_formats_are_called_by_names(reader: psycopg.Connection, texts: list[str | None], evidence: str) -> None:
    assert decide(reader, texts).evidence.startswith(evidence)


def test_a_real_tie_is_asked_with_both_readings_and_how_to_choose(reader: psycopg.Connection) -> None:
    with pytest.raises(AmbiguousDates) as refused:
        decide(reader, ["03/02/2018", "4/5/2018", "soon"])
    assert str(refused.value) == (
        'value: "03/02/2018" may be 3 February 2018 or 2 March 2018, and no row tells which: '
        'write date_format = "%d/%m/%Y" (day first) or date_format = "%m/%d/%Y" (month first) in the recipe.'
    )
    assert refused.value.column == "value"
    assert refused.value.example == "03/02/2018"
    assert [(choice.format, choice.words, choice.reading) for choice in refused.value.choices] == [
        ("%d/%m/%Y", "day first", "3 February 2018, 00:00"),
        ("%m/%d/%Y", "month first", "2 March 2018, 00:00"),
    ]


@pytest.mark.parametrize("choice", [0, 1])
def test_each_choice_that_is_offered_settles_the_column(reader: psycopg.Connection, choice: int) -> None:
    texts = ["03/02/2018 10:05", "04/05/2018 11:05"]
    with pytest.raises(AmbiguousDates) as refused:
        decide(reader, texts)
    chosen = refused.value.choices[choice]
    decision = decide(reader, texts, chosen.format)
    assert decision.evidence == f"{chosen.words}, as the recipe says: 0 unreadable"
    [first, _] = values(reader, decision.format)
    assert first is not None and f"{first:%-d %B %Y, %H:%M}" == chosen.reading


def test_formats_that_read_all_rows_alike_are_no_tie(reader: psycopg.Connection) -> None:
    assert decide(reader, ["03/03/2018", "04/04/2018 10:05"]).unreadable == 0


def test_rows_that_only_one_format_each_can_read_are_asked_too(reader: psycopg.Connection) -> None:
    with pytest.raises(
        AmbiguousDates, match='as many rows are written like "13/02/2018" as like "02/14/2018"'
    ) as refused:
        decide(reader, ["13/02/2018", "02/14/2018"])
    assert [choice.reading for choice in refused.value.choices] == ["13 February 2018, 00:00", "unreadable"]


def test_impossible_dates_do_not_put_a_year_of_two_digits_first(reader: psycopg.Connection) -> None:
    """29/02/18 could be 18 February 2029; nobody means that."""
    texts = [f"{day}/01/18" for day in range(1, 29)] + ["29/02/18", "31/04/18"]
    decision = decide(reader, texts)
    assert (decision.format, decision.unreadable) == ("%d/%m/%y", 2)


def test_a_year_of_two_digits_that_stands_first_is_read_where_nothing_else_reads_it(reader: psycopg.Connection) -> None:
    decision = decide(reader, [f"98/0{month}/30" for month in range(3, 9)])
    assert decision.evidence == "year first: 0 unreadable; day first: 6; month first: 6"


def test_a_year_of_two_digits_that_may_be_a_day_is_asked(reader: psycopg.Connection) -> None:
    with pytest.raises(AmbiguousDates, match='"17/01/01" may be 17 January 2001 or 1 January 2017'):
        decide(reader, [f"17/0{month}/{day:02d}" for month in range(1, 10) for day in range(1, 29)])


@pytest.mark.parametrize(
    ("given_format", "texts"),
    [
        ("DD/MM/YYYY HH24:MI", ["03/02/2018 10:05"]),
        ("dd.mm.yy", ["03.02.18"]),
        ("%d/%m/%Y", ["3/2/2018", "03-02-18 10:05"]),
        ("EPOCH", ["1517652300"]),
        ("%Y%m%d%H%M", ["201802031005"]),
    ],
)
def test_a_given_format_may_be_in_any_notation(reader: psycopg.Connection, given_format: str, texts: list[str]) -> None:
    decision = decide(reader, texts, given_format)
    assert decision.unreadable == 0
    assert decision.evidence.endswith(", as the recipe says: 0 unreadable")
    assert [moment and moment.date().isoformat() for moment in values(reader, decision.format)] == ["2018-02-03"] * len(
        texts
    )


def test_a_column_that_a_given_format_reads_nothing_of_decides_itself(reader: psycopg.Connection) -> None:
    """A section has one date_format, and may have two columns of dates."""
    decision = decide(reader, ["2018-02-03", "soon"], "%d/%m/%Y")
    assert decision.format == "iso"
    assert decision.evidence == "ISO 8601: 1 unreadable; day first, as the recipe says: 2 unreadable"


@pytest.mark.parametrize("wrong", ["soon", "%d/%m", "%H:%M", "%d/%m/%Y %Q", "YYYY", "%"])
def test_a_given_format_that_is_none_is_refused(reader: psycopg.Connection, wrong: str) -> None:
    with pytest.raises(WrongFormat, match="is no format of a date: write one such as"):
        decide(reader, ["03/02/2018"], wrong)


def test_of_each_day_and_hour_one_text_is_read_and_every_row_is_counted(reader: psycopg.Connection) -> None:
    """Texts are read in groups; what is unreadable within a group is found all the same."""
    minutes = st.sampled_from(
        (":00", ":05", ":59", ":60", ":61", ":5", ":05:07", ":05:60", ":05:07.25", ":05:07,25", ":05 PM", ":05:", "")
    )
    heads = st.sampled_from(("13/02/2018 10", "13/02/2018 24", "30/02/2018 10", "2018-02-13 10", "2018-02-13T23"))
    tails = st.sampled_from(("", "", "Z", "+02:00", "+05:05", "+99:00", " (x)", " 7"))
    texts = st.lists(st.builds("{}{}{}".format, heads, minutes, tails), min_size=1, max_size=12)
    counted = st.lists(
        st.sampled_from(
            (
                "7258118399",
                "7258118400",
                "7258118499",
                "1515151515",
                "151515151",
                "7258118400000",
                "7258118399999",
                "1515151515151",
                "43000.5",
                "43000,25",
                "12345",
            )
        ),
        max_size=6,
    )

    @settings(max_examples=200)
    @given(texts, counted)
    def trial(first: list[str], second: list[str]) -> None:
        try:
            decision = decide(reader, [*first, *second])
        except AmbiguousDates:
            return
        read = [moment for moment in values(reader, decision.format) if moment is not None]
        assert len(read) == decision.read

    trial()


def numbers(connection: psycopg.Connection, texts: Sequence[str], *, is_whole: bool = False) -> Decision:
    fill(connection, texts)
    return decide_number(connection, COLUMN, "value", "times", is_whole=is_whole)


@pytest.mark.parametrize(
    ("texts", "sign", "evidence"),
    [
        (["1.5", "1.234"], ".", "decimal point: 0 unreadable; decimal comma: 1"),
        (["1,5", "1.234"], ",", "decimal comma: 0 unreadable; decimal point: 1"),
        (["1.234.567"], ",", "decimal comma: 0 unreadable; decimal point: 1"),
        (["12,345.67"], ".", "decimal point: 0 unreadable; decimal comma: 1"),
        (["0.125"], ".", "decimal point: 0 unreadable; decimal comma: 1"),
        (["1", "20", "many"], ".", "decimal point or decimal comma: 1 unreadable"),
        (["1 234", "5"], ".", "decimal point or decimal comma: 0 unreadable"),
    ],
)
def test_numbers_tell_the_sign_before_their_decimals(
    reader: psycopg.Connection, texts: list[str], sign: str, evidence: str
) -> None:
    decision = numbers(reader, texts)
    assert (decision.format, decision.evidence) == (sign, evidence)


def test_thousands_that_may_be_decimals_are_asked(reader: psycopg.Connection) -> None:
    with pytest.raises(AmbiguousNumbers) as refused:
        numbers(reader, ["12", "1.234"])
    assert str(refused.value) == (
        'value: "1.234" may be 1.234 or 1234, and no row tells which: '
        'write decimal = "." (decimal point) or decimal = "," (decimal comma) in the recipe.'
    )
    for choice in refused.value.choices:
        fill(reader, ["12", "1.234"])
        decision = decide_number(reader, COLUMN, "value", "times", given=choice.format)
        assert (decision.format, decision.unreadable) == (choice.format, 0)
    assert decision.evidence == "decimal comma, as the recipe says: 0 unreadable"


def test_a_whole_number_has_no_decimals(reader: psycopg.Connection) -> None:
    assert numbers(reader, ["12", "1.234"], is_whole=True).format == ","
    assert numbers(reader, ["12", "1.0"], is_whole=True).format == "."
    with pytest.raises(AmbiguousNumbers, match=r'"1\.000" may be 1 or 1000'):
        numbers(reader, ["12", "1.000"], is_whole=True)


def test_a_column_of_numbers_is_decided_as_plain_python_decides_it(reader: psycopg.Connection) -> None:
    texts = st.sampled_from(
        (
            "1",
            "12",
            "1.5",
            "1,5",
            "1.234",
            "1,234",
            "1.234,5",
            "1,234.5",
            "1.234.567",
            "1,234,567",
            "0.125",
            "0,125",
            "1 234",
            "1'234.5",
            "many",
            "1.2.3",
            "12.34,5",
            "-1.234",
            "+7",
            ".5",
            ",5",
            "1234.567",
        )
    )

    @settings(max_examples=400)
    @given(
        st.lists(
            texts | st.from_regex("[-+ ]?[01]{1,3}[.,]?[01]{0,4}[.,]?[01]{0,4}", fullmatch=True), min_size=1, max_size=8
        ),
        st.booleans(),
    )
    def trial(column: list[str], is_whole: bool) -> None:
        column = [text for text in column if text.strip()] or ["1"]
        point, comma = ([oracle.number(text, sign) for text in column] for sign in ".,")
        if is_whole:
            point, comma = (
                [n if n is None or n == n.to_integral_value() else None for n in values] for values in (point, comma)
            )
        read = [sum(value is not None for value in values) for values in (point, comma)]
        try:
            decision = numbers(reader, column, is_whole=is_whole)
        except AmbiguousNumbers:
            assert read[0] == read[1] and point != comma, column
            return
        assert read[0] != read[1] or point == comma, column
        assert (decision.format, decision.read) == ("," if read[1] > read[0] else ".", max(read)), column

    trial()
