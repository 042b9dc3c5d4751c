"""A recipe is read whole or refused whole, with a line for each mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.domains import DOMAINS
from sources.imports.errors import WrongRecipe
from sources.imports.recipe import Recipe, Section, read, written
from sources.imports.targets import targets

GOOD = """
source = "academy"
time_zone = "Europe/Madrid"
[check_ins]
from = "events.csv"
student_id = "who"
checked_in_at = "when"
"""

MISTAKES = {
    "no TOML": ("source =", "is no TOML"),
    "no source": ("[check_ins]", "source: choose one of ngeshare, academy,"),
    "unknown source": ('source = "payroll"', "source: choose one of ngeshare"),
    "no table": ('source = "academy"', "it fills no table; write a section such as [students]"),
    "unknown table": (GOOD + '[visits]\nfrom = "x.csv"', "visits: academy has the tables students, check_ins"),
    "a table that is none": ('source = "academy"\nstudents = 3', "students: write [students] and its columns below"),
    "unknown column": (GOOD + 'shoe_size = "x"', "[check_ins] shoe_size: there is no such column; there are id,"),
    "needed column": (GOOD.replace('checked_in_at = "when"', ""), "[check_ins] checked_in_at: is needed"),
    "no origin": (GOOD.replace('from = "events.csv"', ""), "[check_ins] from: name a file, or url_env and query"),
    "two origins": (GOOD + 'url_env = "X"\nquery = "select"', "[check_ins] from: name a file, or url_env and query"),
    "half a database": (
        GOOD.replace('from = "events.csv"', 'url_env = "X"'),
        "[check_ins] url_env: a database needs url_env",
    ),
    "a wrong type": (GOOD + "checked_out_at = [1]", "[check_ins] checked_out_at: write it as text in quotes"),
    "a wrong file": (GOOD.replace('"events.csv"', "[3]"), "[check_ins] from: write a path in quotes"),
    "a wrong zone": (GOOD.replace("Europe/Madrid", "Madrid"), "time_zone: 'Madrid' is no zone such as"),
    "wrong stays": (GOOD + 'sessions = "an hour"', '[check_ins] sessions: write it as "30 min"'),
    "stays of people": (
        'source = "academy"\n[students]\nfrom = "x"\nid = "y"\nsessions = "30 min"',
        "[students] sessions: only check_ins are made of events",
    ),
    "a wrong decimal sign": (GOOD + 'decimal = "point"', '[check_ins] decimal: write it as "." or ","'),
    "a wrong name": ('name = "Über uns"\n' + GOOD, "name: 'Über uns' is not made of a-z"),
    "a parent that nothing fills": (
        'source = "ngeshare"\n[HangoutGroup]\nfrom = "x"\nid = "y"\nhangoutId = "z"\n'
        '[UserHangoutGroupAttendance]\nfrom = "x"\nuserId = "a"\nhangoutGroupId = "b"\nhangoutEpisodeId = "c"\n'
        'attendedAt = "d"',
        "[UserHangoutGroupAttendance] hangoutEpisodeId: it names rows of HangoutEpisode, which nothing fills",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_said_in_one_line(name: str) -> None:
    text, said = MISTAKES[name]
    with pytest.raises(WrongRecipe) as refused:
        read(text, "test")
    lines = str(refused.value).splitlines()
    assert any(line.strip().startswith(said) or said in line for line in lines), lines


def test_all_mistakes_are_said_at_once() -> None:
    with pytest.raises(WrongRecipe) as refused:
        read(GOOD.replace("Europe/Madrid", "Madrid") + 'shoe_size = "x"\nsessions = "long"', "test")
    assert len(str(refused.value).splitlines()) == 4


def _sections() -> st.SearchStrategy[tuple[str, tuple[Section, ...]]]:
    text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
    long = st.text(st.sampled_from("ab \"'\\\n\t#[]="), min_size=1, max_size=30)

    @st.composite
    def of_source(draw: st.DrawFn) -> tuple[str, tuple[Section, ...]]:
        source = draw(st.sampled_from([domain.source for domain in DOMAINS]))
        # The first table names no other.
        target = next(iter(targets(source).values()))
        chosen = {*target.needed, *draw(st.sets(st.sampled_from([*target.columns])))}
        columns = {name: draw(text | long) for name in target.columns if name in chosen}
        database = draw(st.booleans())
        return source, (
            Section(
                target.name,
                columns,
                files=() if database else tuple(draw(st.lists(text, min_size=1, max_size=3))),
                url_env="URL_OF_IT" if database else "",
                query=draw(long) if database else "",
                where=draw(st.just("") | long),
                left_out=draw(st.just("") | text),
                date_format=draw(st.just("") | text),
            ),
        )

    return of_source()


@given(_sections(), st.sampled_from(["", "UTC", "Europe/Madrid"]))
def test_what_is_written_is_read_again(given_: tuple[str, tuple[Section, ...]], zone: str) -> None:
    recipe = Recipe("test", given_[0], given_[1], zone)
    assert read(written(recipe), "another") == recipe
