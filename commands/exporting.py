"""`atalaya export`: a view as a file."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from analytics import access as questions
from analytics.files.file import written
from analytics.files.reading import opened
from analytics.files.views import find_view
from analytics.query import QueryError
from db import access_log
from db.errors import AtalayaError
from db.migrate import migrated


class ExportFailed(AtalayaError):
    """The view is unknown, or the file cannot be written."""


def export(view: str, file_format: str, out: Path | None, separator: str | None) -> None:
    """Streams a view into a file; `separator` is CSV's alone."""
    if separator is not None and file_format != "csv":
        raise ExportFailed("--separator is for CSV only; leave it out, or take --format csv.")
    migrated()
    try:
        found = find_view(view)
        # Refused before the file is touched: a workbook with no room, a view that cannot be read.
        with opened(found) as reading:
            chunks = written(reading, file_format, separator=separator or ",")
            with open_output(out) as file:
                note_export(found.relation)
                for chunk in chunks:
                    file.write(chunk)
    except QueryError as error:
        raise ExportFailed(str(error)) from error


def note_export(view: str) -> None:
    """Writes down that data of single students leave the warehouse, where the view has any."""
    if view in set(questions.student_level_views()["relation"]):
        access_log.record(getpass.getuser(), "export", f"{view} (atalaya export)", {}, None)


@contextmanager
def open_output(path: Path | None) -> Iterator[IO[bytes]]:
    """The file to write, or standard output.

    Raises ExportFailed when the file cannot be written; a reader that has seen enough is no failure.
    """
    try:
        if path is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        else:
            with path.open("wb") as file:
                yield file
    except BrokenPipeError:
        sys.stdout = None
    except OSError as error:
        raise ExportFailed(f"{path or 'standard output'} cannot be written ({error.strerror}).") from error
