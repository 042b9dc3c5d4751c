"""Which relations tell of single students is known by their columns, in whatever schema they are."""

import pytest

from db.domains import DOMAINS
from db.schemas import DERIVED_SCHEMAS, RAW_SCHEMAS
from tests.factories import Connection, rows

LISTED = "select relation from ops.student_level_views"


@pytest.mark.parametrize("column", ["student_id", "full_name", '"userId"', "member_name", "email", "entity"])
def test_a_relation_of_a_new_schema_is_listed_by_its_columns(connection: Connection, column: str) -> None:
    connection.execute(f"create schema loans; create view loans.borrowers as select 1 as {column}".encode())
    assert ("loans.borrowers",) in rows(connection, LISTED)


def test_so_is_a_function_that_answers_with_rows(connection: Connection) -> None:
    connection.execute("create schema loans")
    connection.execute(
        "create function loans.late(days integer) returns table (member_id text) language sql as $$ select 'm' $$"
    )
    assert ("loans.late",) in rows(connection, LISTED)


def test_a_schema_that_nobody_may_look_into_is_not(connection: Connection) -> None:
    connection.execute("create table incoming_academy.students (full_name text)")
    assert ("incoming_academy.students",) not in rows(connection, LISTED)


def test_advisors_are_no_students_and_the_catalogue_is_no_list_of_people(connection: Connection) -> None:
    schemas = {relation.split(".")[0] for (relation,) in rows(connection, LISTED)}
    advisors = next(domain for domain in DOMAINS if domain.name == "advisors")
    assert schemas <= {"ops", *RAW_SCHEMAS, *DERIVED_SCHEMAS} - {advisors.raw_schema, advisors.derived_schema}
    assert {"ops", "public", "academy", "classwaves", "learning"} <= schemas
