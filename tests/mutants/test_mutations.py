"""Mutants are the faults that their operator means, drawn alike for a seed, and nothing else in the file changes."""

from itertools import islice
from pathlib import Path

import pytest

from db.derived import derived_objects
from db.sql_file import DerivedObject, read_object
from tests.mutants.fragments import fragments
from tests.mutants.mutations import mutations, shuffled

HEADER = "-- shop.{name} ({kind})\n-- Question: what?\n-- Reads:    none\n"


def an_object(tmp_path: Path, statement: str, kind: str = "view") -> DerivedObject:
    path = tmp_path / "o.sql"
    path.write_text(HEADER.format(name="o", kind=kind) + statement)
    return read_object(path)


def edits(one: DerivedObject, operator: str) -> list[tuple[str, str]]:
    return [(found.before, found.replacement) for found in mutations(one) if found.operator == operator]


@pytest.mark.parametrize(
    ("query", "operator", "expected"),
    [
        ("select a < b as x from t", "comparison", [("<", ">")]),
        ("select a is not null as x from t", "comparison", [("is not null", "is null")]),
        ("select a from t where a not in (1, 2)", "comparison", [("not in", "in")]),
        ("select a from t where a >= b", "boundary", [(">=", ">")]),
        ("select a from t where a = b - 28", "boundary", [("28", "27"), ("28", "29")]),
        ("select a = interval '5 days' as x", "boundary", [("'5 days'", "'4 days'"), ("'5 days'", "'6 days'")]),
        ("select a from t group by 1 limit 3", "boundary", [("3", "2"), ("3", "4")]),
        ("select a from t left join u on u.b = t.b", "join kind", [("left join", "inner join")]),
        ("select sum(a) as x, min(b) as y from t", "aggregate", [("sum", "count"), ("sum", "max"), ("min", "max")]),
        ("select count(distinct a) as x from t", "aggregate", [("count(distinct ", "count(")]),
        ("select a from t where b and c in (1, 2)", "dropped filter", [("b", "true"), ("c in (1, 2)", "true")]),
        ("select a from t where b between 1 and 2", "dropped filter", [("b between 1 and 2", "true")]),
        ("select count(*) filter (where a or b) as x from t", "dropped filter", [("a or b", "true")]),
        ("select a from t inner join u on u.b = t.b", "dropped filter", [("u.b = t.b", "true")]),
        ("select case when a and b then 1 end as x from t", "dropped filter", []),
    ],
)  # fmt: skip
def test_each_operator_makes_the_faults_it_means(
    tmp_path: Path, query: str, operator: str, expected: list[tuple[str, str]]
) -> None:
    assert edits(an_object(tmp_path, f"create view shop.o as {query};"), operator) == expected


@pytest.mark.parametrize(
    "body",
    [
        "language sql return case when a < 5 then 1 end;",
        "language sql begin atomic select a from t where a < 5; end;",
        "language sql as $$ select a from t where a < 5 $$;",
        "language plpgsql as $$ declare a int := 1; begin if a < 5 then return 1; end if; end; $$;",
        "language plpgsql as $$ begin perform f(a) from t where a < 5; end; $$;",
        "language plpgsql as $$ begin select x, y into a, b from t where a < 5; end; $$;",
    ],
)
def test_functions_are_read_whatever_they_are_written_in(tmp_path: Path, body: str) -> None:
    one = an_object(tmp_path, f"create function shop.o(a int) returns int {body}", "function")
    assert ("<", "<=") in edits(one, "boundary")


def test_an_assignment_is_no_comparison(tmp_path: Path) -> None:
    body = "language sql begin atomic update t set a = 1 where b < 2; end;"
    one = an_object(tmp_path, f"create function shop.o() returns int {body}", "function")
    assert edits(one, "comparison") == [("<", ">")]


def test_the_rest_of_the_file_stays_to_the_letter() -> None:
    for mutation in islice(shuffled(derived_objects(), seed=1), 50):
        text = mutation.object.statement
        before, after = text[: mutation.start], text[mutation.end :]
        assert mutation.statement == before + mutation.replacement + after != text


def test_a_seed_always_draws_the_same_sample() -> None:
    objects = derived_objects()[::8]
    first, again, other = ([str(one) for one in islice(shuffled(objects, seed), 20)] for seed in (1, 1, 2))
    assert first == again != other


def test_nearly_all_statements_can_be_read() -> None:
    pieces = [piece for one in derived_objects() for piece in fragments(one.statement)]
    assert sum(piece.tree is not None for piece in pieces) > 0.95 * len(pieces)
