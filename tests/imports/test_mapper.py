"""Expressions of a recipe, which may come from anybody, can do nothing but compute."""

import pytest

from sources.imports import database
from sources.imports.errors import WrongExpression
from tests.imports.conftest import Desk
from tests.imports.test_importing import CAME, VISITS

HARM = {
    "reads passwords": "(select rolpassword from pg_authid limit 1)",
    "reads what was imported": "(select full_name from academy.students limit 1)",
    "reads what imports remember": "(select recipe from imports.recipe limit 1)",
    "reads a file of the server": "pg_read_file('/etc/passwd')",
    "lists a directory of the server": "(select pg_ls_dir('/'))",
    "writes a file of the server": "lo_export(1, '/tmp/x')::text",
    "ends other sessions": "(select max(pg_terminate_backend(pid)::text) from pg_stat_activity where usename <> user)",
    "becomes somebody else": "set_config('role', 'postgres', false)",
    "ends the statement": "who from staging.x; drop table academy.check_ins; --",
    "writes": "(with gone as (delete from academy.check_ins returning 1) select 1 from gone)::text",
    "makes a table": "(select query_to_xml('create table public.x ()', true, true, ''))::text",
    "deletes by another way": "query_to_xml('delete from academy.students', true, true, '')::text",
    "connects elsewhere": "(select * from dblink('dbname=postgres', 'select 1') as x (y text))",
    "takes locks of ours": "(select pg_advisory_lock(1))::text || (select 1/0)::text",
}


@pytest.mark.parametrize("harm", HARM)
def test_an_expression_does_no_harm(desk: Desk, harm: str) -> None:
    desk.write("visits.csv", CAME)
    desk.bring(VISITS)
    before = desk.imported("select id from academy.check_ins order by 1")
    with pytest.raises(WrongExpression, match=r"\[check_ins\]( student_id)?: "):
        desk.bring(VISITS.replace('"who"', f'"{HARM[harm]}"'))
    assert desk.imported("select id from academy.check_ins order by 1") == before
    assert desk.imported("select to_regclass('public.x') is null") == [(True,)]


@pytest.mark.parametrize("word", ["rows", "where"])
def test_nor_do_the_other_words(desk: Desk, word: str) -> None:
    desk.write("visits.csv", CAME)
    desk.bring(VISITS)
    text = {"rows": "select * from file, academy.students", "where": "exists (select from academy.students)"}[word]
    with pytest.raises(WrongExpression, match="permission denied"):
        desk.bring(VISITS + f'{word} = "{text}"\n')


def test_an_expression_that_takes_too_long_is_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "EXPRESSION_SECONDS", 1)
    desk.write("visits.csv", CAME)
    with pytest.raises(WrongExpression, match="longer than a minute"):
        desk.bring(VISITS.replace('"who"', '"who || pg_sleep(60)::text"'))


def test_one_that_fails_in_a_row_is_told_so(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    with pytest.raises(WrongExpression, match="fails in one of the rows: invalid input syntax for type integer"):
        desk.bring(VISITS.replace('"who"', '"who::integer"'))


def test_the_role_may_log_in_and_nothing_else(desk: Desk) -> None:
    desk.write("visits.csv", CAME)
    desk.bring(VISITS)
    assert desk.imported(
        "select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolinherit from pg_roles "
        f"where rolname = '{database.MAPPER}'"
    ) == [(False,) * 6]
    assert desk.imported(
        "select count(*) from pg_auth_members join pg_roles on pg_roles.oid = member "
        f"where rolname = '{database.MAPPER}'"
    ) == [(0,)]
