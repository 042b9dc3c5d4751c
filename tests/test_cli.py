"""The command line: what each command prints, and one clear line with a non-zero exit where it fails."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import typer

import cli
from db import migrations, warehouse
from db import settings as configuration
from db.settings import PROJECT
from db.warehouse import Warehouse
from tests.conftest import Database, Server
from tests.factories import HIJRAH, circle, met, rows
from tests.patience import LONG_ENOUGH_SECONDS
from tests.ports import free_port
from tests.sync.reading import ago

Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]
COMMANDS = typer.main.get_command(cli.cli).commands  # type: ignore[attr-defined]

ASKING_NO_WAREHOUSE = {"explain"}
"""What answers from the files alone."""
SHAPE = (PROJECT / "sources" / "demo" / "curriculum" / "production.sql").read_bytes()


@pytest.fixture
def settings(warehouse_18: Warehouse, empty_database: Database, tmp_path: Path) -> dict[str, str]:
    """Where the commands of a test look; tests change what they need."""
    with empty_database.connect() as connection:
        connection.execute("set client_min_messages = warning")
        connection.execute(SHAPE)
        connection.execute(
            """insert into "CircleProfile" (id, "updatedAt", name, slug) values ('circle', now(), 'Circle', 'circle')"""
        )
        circle(connection, "g", HIJRAH)
    return {
        "ATALAYA_WAREHOUSE_URL": warehouse_18.url,
        "ATALAYA_SOURCE_NGESHARE_URL": empty_database.url,
        "ATALAYA_DATA_DIR": str(tmp_path / "data"),
    }


NEWER = (
    "The warehouse is newer than this Atalaya: it has migration 9999_of_tomorrow, and this version knows them up to "
    f"{migrations.known()[-1].name}. Start the version that upgraded it, or update this one."
)


@pytest.fixture(scope="module")
def newer_warehouse(postgres_18: Server) -> Iterator[Warehouse]:
    """A warehouse that a version of tomorrow has upgraded; none of its tests gets far enough to change it."""
    name = postgres_18.create("atalaya_template")
    newer = Warehouse(postgres_18.database_url(name))
    with newer.connect() as connection:
        connection.execute("insert into ops.migration values (9999, '9999_of_tomorrow', 'of its text')")
    yield newer
    postgres_18.drop(name)


@pytest.fixture
def started(settings: dict[str, str]) -> Run:
    """Runs one command to its end in a process of its own."""

    def run(*words: str, **changes: str) -> Result:
        return subprocess.run(
            [sys.executable, "-m", "cli", *words],
            cwd=PROJECT,
            env={**os.environ, **settings, **changes},
            text=True,
            capture_output=True,
            timeout=LONG_ENOUGH_SECONDS,
            check=False,
        )

    return run


@pytest.fixture
def atalaya(settings: dict[str, str], capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs one command to its end in this process, as its entry point does: a new one would import for a second."""
    before = signal.getsignal(signal.SIGTERM)

    def run(*words: str, **changes: str) -> Result:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in (settings | changes).items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["atalaya", *words])
            patch.setattr(sys, "path", list(sys.path))
            forget()
            capfd.readouterr()
            with pytest.raises(SystemExit) as end:
                cli.main()
            said = capfd.readouterr()
        return Result(words, end.value.code, said.out, said.err)  # type: ignore[arg-type]

    yield run
    forget()
    signal.signal(signal.SIGTERM, before)


def forget() -> None:
    """What a process learns once: its settings, and its warehouse."""
    configuration.settings.cache_clear()
    if warehouse.current.cache_info().currsize:
        warehouse.current().reader.dispose()
    warehouse.current.cache_clear()


def one_line(result: Result) -> str:
    """What a failed command said."""
    assert result.returncode != 0
    [line] = result.stderr.strip().splitlines()
    return line


def test_a_sync_that_validates_exits_with_zero(started: Run) -> None:
    result = started("sync")
    assert result.returncode == 0
    assert "ngeshare UserHangoutGroupAttendance" in result.stdout
    assert "Sync 1 succeeded" in result.stderr


def test_a_sync_as_json_tells_every_table(atalaya: Run) -> None:
    report = json.loads(atalaya("sync", "ngeshare", "--json").stdout)
    assert (report["status"], report["message"], len(report["tables"])) == ("succeeded", None, 6)
    # Tables are loaded side by side; which of them begins first is chance.
    assert {table["table"]: table["difference"] for table in report["tables"]}["User"] == 0


def test_a_sync_that_fails_exits_with_one_and_names_the_setting(started: Run) -> None:
    result = started("sync", ATALAYA_SOURCE_NGESHARE_URL="postgresql:///nowhere?host=/nowhere")
    assert result.returncode == 1
    assert "Check that it runs and that ATALAYA_SOURCE_NGESHARE_URL names its host and port." in result.stderr
    assert "Traceback" not in result.stderr


def test_a_full_disk_is_one_line_whatever_the_language_of_the_server(atalaya: Run, warehouse_18: Warehouse) -> None:
    with warehouse_18.connect() as connection:
        connection.execute(
            """
            create function public.refuse() returns trigger language plpgsql as $$
            begin
                raise exception using errcode = '53100', message = 'Auf dem Gerät ist kein Platz mehr';
            end $$;
            create trigger refuse before insert on ops.sync_run execute function public.refuse();
            """
        )
    said = "atalaya: The disk is full (Auf dem Gerät ist kein Platz mehr). Free some room on it, then repeat;"
    for words in (["sync"], ["verify", "--repair"]):
        assert one_line(atalaya(*words)).startswith(said)


def test_an_unknown_source_is_one_line(started: Run) -> None:
    assert one_line(started("sync", "payroll")).startswith("atalaya: There is no source 'payroll'; the sources are:")


def test_a_warehouse_that_does_not_answer_is_one_line(atalaya: Run) -> None:
    line = one_line(atalaya("status", ATALAYA_WAREHOUSE_URL="postgresql://127.0.0.1:9/warehouse"))
    assert line.startswith("atalaya: The warehouse does not answer:")
    assert line.endswith("Start it, or correct ATALAYA_WAREHOUSE_URL.")


def test_a_warehouse_that_is_not_postgres_is_one_line(atalaya: Run) -> None:
    assert "ATALAYA_WAREHOUSE_URL names a mysql database" in one_line(
        atalaya("migrate", ATALAYA_WAREHOUSE_URL="mysql://localhost/warehouse")
    )


def test_a_data_directory_that_cannot_be_written_is_one_line(atalaya: Run) -> None:
    line = one_line(atalaya("migrate", ATALAYA_WAREHOUSE_URL="", ATALAYA_DATA_DIR="/proc/atalaya"))
    assert "make it writable or set ATALAYA_DATA_DIR" in line


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - ASKING_NO_WAREHOUSE))
def test_a_newer_warehouse_is_refused_in_one_line(
    command: str, newer_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(warehouse, "configured", lambda: newer_warehouse)
    given = [parameter.name for parameter in COMMANDS[command].params if parameter.required]
    port = ["--port", str(free_port())] if command == "serve" else []
    monkeypatch.setattr(sys, "argv", ["atalaya", command, *given, *port])
    with pytest.raises(SystemExit) as end:
        cli.main()
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (1, "")
    assert said.err == f"atalaya: {NEWER}\n"


def test_a_server_started_by_itself_refuses_a_newer_warehouse_in_one_line(
    newer_warehouse: Warehouse, tmp_path: Path
) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "uvicorn", "app:app", "--port", str(free_port()), "--log-level", "error"],
        cwd=PROJECT,
        env={**os.environ, "ATALAYA_WAREHOUSE_URL": newer_warehouse.url, "ATALAYA_DATA_DIR": str(tmp_path)},
        text=True,
        capture_output=True,
        timeout=LONG_ENOUGH_SECONDS,
        check=False,
    )
    assert result.returncode != 0
    assert result.stderr.splitlines()[0].endswith(f"atalaya: {NEWER}")
    assert "Traceback" not in result.stderr


def test_an_occupied_port_is_one_line(atalaya: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} on 127.0.0.1 cannot be used" in one_line(atalaya("serve", "--port", str(port)))


def test_status_before_any_sync_says_what_to_do(atalaya: Run) -> None:
    result = atalaya("status")
    assert (result.returncode, "`atalaya sync` brings it" in result.stderr) == (0, True)


def test_status_tells_freshness_runs_and_counts(atalaya: Run) -> None:
    atalaya("sync")
    found = json.loads(atalaya("status", "--json").stdout)
    assert [source["validated"] for source in found["freshness"]] == [True]
    assert [run["status"] for run in found["runs"]] == ["succeeded"]
    assert {table["difference"] for table in found["tables"]} == {0}


def test_export_writes_a_file(atalaya: Run, tmp_path: Path) -> None:
    atalaya("sync")
    assert atalaya("export", "v_group_status", "--out", str(tmp_path / "groups.csv")).returncode == 0
    assert (tmp_path / "groups.csv").read_text("utf-8-sig").splitlines()[1].startswith("g,Ngeshare Sesi Hijrah,")


def test_export_writes_to_standard_output(atalaya: Run) -> None:
    assert atalaya("export", "ops.data_version").stdout.startswith("\ufeffonly_row,version,changed_at\r\n")


def test_export_separates_the_cells_as_it_is_told(atalaya: Run) -> None:
    for separator, character in ((";", ";"), ("|", "|"), ("tab", "\t")):
        written = atalaya("export", "ops.data_version", "--separator", separator).stdout
        assert written.splitlines()[0] == f"\ufeff{character.join(('only_row', 'version', 'changed_at'))}"


def test_export_writes_a_workbook(atalaya: Run, tmp_path: Path) -> None:
    assert (
        atalaya("export", "v_group_status", "--format", "xlsx", "--out", str(tmp_path / "groups.xlsx")).returncode == 0
    )
    book = openpyxl.load_workbook(tmp_path / "groups.xlsx")
    assert book.sheetnames == ["Rows", "About"]
    assert "group_id" in [cell.value for cell in book["Rows"][1]]


def test_only_csv_has_a_separator(atalaya: Run) -> None:
    refused = atalaya("export", "v_group_status", "--format", "xlsx", "--separator", ";")
    assert "--separator is for CSV only" in one_line(refused)


def test_an_export_of_nothing_known_is_one_line(atalaya: Run) -> None:
    assert "Close to it: v_group_status" in one_line(atalaya("export", "v_group_statu"))


def test_an_export_to_nowhere_is_one_line(atalaya: Run) -> None:
    assert "/nowhere/x.csv cannot be written" in one_line(
        atalaya("export", "v_group_status", "--out", "/nowhere/x.csv")
    )


def test_restoring_what_nobody_kept_is_one_line(atalaya: Run) -> None:
    said = one_line(atalaya("restore-attendance", "7"))
    assert said == "atalaya: No backup of sync 7 is kept; kept are those of: none."


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(atalaya: Run, command: str) -> None:
    result = atalaya(command, "--help")
    assert (result.returncode, f" {command} [OPTIONS]" in result.stdout) == (0, True)


def test_verify_exits_with_one_until_it_has_repaired(atalaya: Run, empty_database: Database) -> None:
    atalaya("sync")
    assert atalaya("verify").returncode == 0
    with empty_database.connect() as connection:
        connection.execute("""update "User" set email = 'quiet@x.id' where id = 'ana'""")
    found = atalaya("verify", "--json")
    user = json.loads(found.stdout)["tables"][0]
    assert (found.returncode, user["different"], user["sample_keys"], user["is_equal"]) == (1, 1, ["ana"], False)
    mended = atalaya("verify", "ngeshare", "--repair")
    assert (mended.returncode, "Verification 4 succeeded." in mended.stderr) == (0, True)
    assert atalaya("verify").returncode == 0


def test_removed_attendance_is_restored_from_the_last_backup(atalaya: Run, empty_database: Database) -> None:
    with empty_database.connect() as connection:
        met(connection, "g", ago(2), by="ana")
        atalaya("sync")
        connection.execute('delete from "UserHangoutGroupAttendance"')
    atalaya("sync")
    result = atalaya("restore-attendance")
    said = "ngeshare UserHangoutGroupAttendance: 1 rows are as they were before sync 2."
    assert (result.returncode, said in result.stderr) == (0, True)


def test_a_backup_is_restored_into_another_database(
    atalaya: Run, warehouse_18: Warehouse, new_database: Callable[[], Database], tmp_path: Path
) -> None:
    file, there = str(tmp_path / "backup"), new_database()
    atalaya("sync")
    written = atalaya("backup", file)
    assert (written.returncode, f"{file} holds the warehouse, in" in written.stderr) == (0, True)
    brought = atalaya("restore", file, ATALAYA_WAREHOUSE_URL=there.url)
    assert brought.stderr.strip() == "The warehouse is as it was; the next sync brings what has changed since."
    runs = (
        'select sync_run.run, sync_run.status, "table", rows_read from ops.sync_run inner join ops.sync_log using (run)'
    )
    with warehouse_18.connect() as here, there.connect() as restored:
        assert rows(restored, runs) == rows(here, runs) != []
    assert "repeat with --replace" in one_line(atalaya("restore", file))
    assert atalaya("restore", file, "--replace").returncode == 0


def test_check_says_which_sums_disagree_until_verify_mends_them(started: Run, warehouse_18: Warehouse) -> None:
    assert started("sync").returncode == 0
    assert started("check", "ngeshare").returncode == 0
    with warehouse_18.connect() as connection:
        connection.execute("delete from ngeshare.group_progress where group_id = 'g'")
    broken = started("check")
    assert broken.returncode == 1
    assert "ngeshare.group_progress (groups) as of" in broken.stderr
    assert "0, its rows say 1." in broken.stderr
    assert "Run `atalaya verify --facts --repair`." in broken.stderr
    assert started("verify", "ngeshare", "--facts", "--repair").returncode == 0
    with warehouse_18.connect() as connection:
        assert rows(connection, "select disagreeing from ops.self_checks where source = 'ngeshare'") == [(0,)]
