"""Tries files of others: python -m tests.imports.try_files PATH… [--zone ZONE] [--as SHAPE].

Prints the shape and the evidence, imports into a warehouse that is thrown away, and puts the numbers of the pages
beside those that pandas finds in the same files by itself, by the columns that were recognised. Files of others are
never committed; what is found with them becomes a generated file in tests/imports/shapes.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from db import settings as configuration
from db.migrate import migrate
from db.warehouse import Warehouse
from sources.imports.draft import drafted, samples_of
from sources.imports.errors import ImportRefused
from sources.imports.shapes import Recognised, recognise
from sync.run.imports import Wish
from sync.service.imports import Done, run_import
from tests import postgres_servers
from tests.conftest import Server

PAUSE = pd.Timedelta(minutes=30)

PRESENT = ["present", "presente", "p", "1", "x", "yes", "si", "sí", "late", "tarde", "t", "true", "asistió", "hadir"]
"""Marks that say that somebody was there."""

CENTRE = """
select
    (select count(*) from academy.students) as people,
    (select count(*) from academy.check_ins) as visits,
    (select sum(cardinality(visit_days)) from mgmt.student_visits) as visit_days,
    (select active_students from mgmt.engagement_dau_90d_v where d = mgmt.today()) as people_on_the_newest_day,
    (select round(sum(extract(epoch from checked_out_at - checked_in_at) / 60)) from academy.check_ins) as minutes"""

TIMELINE = """
select activity_type, count(*) from timeline.student_activity_timeline where removed_at is null group by 1 order by 1"""

GROUPS = (
    "select group_name, course_name, member_count, max_episode_reached, total_meetings, last_meeting_date"
    " from ngeshare.v_group_summary natural join ngeshare.v_group_progress order by 1"
)


def main() -> None:
    """Tries what the command line names."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("paths", nargs="+")
    words.add_argument("--zone", default="UTC")
    words.add_argument("--as", dest="shape", default="")
    asked = words.parse_args()
    with postgres_servers.embedded() as url, tempfile.TemporaryDirectory() as folder:
        server = Server(url)
        os.environ |= {
            "ATALAYA_DATA_DIR": folder,
            "ATALAYA_IMPORTS_URL": server.database_url(server.create("template1")),
        }
        configuration.settings.cache_clear()
        here = Warehouse(server.database_url(server.create("template1")))
        migrate(here)
        _try(here, asked.paths, asked.zone, asked.shape)


def _try(here: Warehouse, paths: Sequence[str], zone: str, shape: str) -> None:
    begun = time.perf_counter()
    try:
        found = recognise(samples_of(paths, Path.cwd()), shape or None)
        done = run_import(here, drafted(paths, Path.cwd(), "try", shape), Path.cwd(), Wish(zone, replace_demo=True))
    except ImportRefused as refused:
        print(f"{type(refused).__name__}: {refused}")
        return
    _tell(done)
    print(f"{time.perf_counter() - begun:.1f} s, {found.source}, {done.synced.status if done.synced else ''}")
    with here.connect() as connection, connection.transaction():
        connection.execute("select set_config('atalaya.as_of', %s, true)", [str(done.imported.newest_day)])
        if found.source == "academy":
            row = connection.execute(CENTRE)
            shown = dict(zip([column.name for column in row.description or ()], row.fetchone() or (), strict=True))
            alone = _by_pandas(paths, found, done, zone)
            for name, value in shown.items():
                print(f"{name:28} {value!s:>12} {alone.get(name, '?')!s:>12}")
        else:
            for row in connection.execute(TIMELINE if found.source == "learning" else GROUPS):
                print(*row, sep="\t")


def _tell(done: Done) -> None:
    for said in (*done.imported.evidence, *done.imported.warnings):
        print(f"  {said}")
    for reason, rows in done.imported.left_out.items():
        print(f"  {rows:,} rows left out: {reason}")
    for reason, rows in Counter(reject.reason for reject in done.imported.rejects).most_common(5):
        print(f"  {rows:,} rows rejected: {reason}")
    for table in done.imported.tables:
        print(f"  {table.table}: {table.rows:,} rows")


def _by_pandas(paths: Sequence[str], found: Recognised, done: Done, zone: str) -> dict[str, Any]:
    """The same numbers from the file that has the moments; columns by name, all else by pandas."""
    roles: dict[str, str] = {}
    for use in found.uses:
        roles.setdefault(use.role, use.header)
    came = next((roles[role] for role in ("when", "in", "day") if role in roles), "")
    if not came:
        return {}
    frames = [frame for path in paths if (frame := _frame(Path(path), came)) is not None]
    if not frames:
        return {}
    frame = pd.concat(frames)
    day_first = any("day first: " in said.split(";")[0] for said in done.imported.evidence)
    rows = pd.DataFrame(
        {
            "who": _who(frame, roles),
            "came": _moments(frame, came, roles.get("clock_in") or roles.get("clock"), day_first, zone),
        }
    )
    ends = roles.get("out") or (came if "clock_out" in roles else None)
    rows["went"] = _moments(frame, ends, roles.get("clock_out"), day_first, zone) if ends else rows["came"]
    if marks := roles.get("present") or roles.get("presence"):
        rows = rows[frame[marks].astype("string").str.strip().str.casefold().isin(PRESENT)]
    if "waiting" in roles:
        rows = rows[frame[roles["waiting"]].fillna("No").ne("Yes")]
    rows = rows[rows["who"].notna() & ~rows["who"].isin(["", "-"]) & rows["came"].notna()].drop_duplicates()
    if any(section.session_minutes is not None for section in done.imported.recipe.sections):
        rows = rows.sort_values(["who", "came"])
        pause = rows["came"] - rows.groupby("who")["came"].shift()
        stay = (pause.isna() | (pause > PAUSE)).cumsum()
        rows = rows.groupby(["who", stay]).agg(came=("came", "min"), went=("came", "max")).reset_index("who")
    days = rows["came"].dt.tz_convert(ZoneInfo(zone)).dt.date
    newest = done.imported.newest_day
    return {
        "people": rows["who"].nunique(),
        "visits": len(rows),
        "visit_days": len(set(zip(rows["who"], days, strict=True))),
        "people_on_the_newest_day": rows["who"][days == newest].nunique(),
        "minutes": round((rows["went"] - rows["came"]).dt.total_seconds().sum() / 60),
    }


def _frame(path: Path, needed: str) -> pd.DataFrame | None:
    """The file as texts, from the line on in which a column is named."""
    if path.suffix in (".xlsx", ".xls", ".ods"):
        table = pd.read_excel(path, header=None, dtype=object, engine="openpyxl" if path.suffix == ".xlsx" else None)
    elif path.suffix in (".json", ".jsonl", ".log"):
        try:
            found = pd.read_json(path, lines=True, dtype=False)
        except ValueError:
            found = pd.read_json(path, dtype=False)
        table = pd.json_normalize(found.to_dict("records"))
        return table.astype("string") if needed in table else None
    else:
        text = path.read_bytes()
        encoding = "utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        try:
            lines = text.decode(encoding).splitlines()
        except UnicodeDecodeError:
            encoding, lines = "cp1252", text.decode("cp1252").splitlines()
        start = next((number for number, line in enumerate(lines) if needed in line), None)
        if start is None:
            return None
        return pd.read_csv(
            path, sep=None, engine="python", dtype="string", encoding=encoding, skiprows=start, index_col=False
        )
    start = next((number for number, row in table.iterrows() if needed in list(row)), None)
    if start is None:
        return None
    return table.iloc[start + 1 :].set_axis(table.iloc[start], axis="columns")


def _who(frame: pd.DataFrame, roles: dict[str, str]) -> "pd.Series[str]":
    named = [roles[role] for role in ("who", "number", "email", "name") if role in roles]
    if "last" in roles and "who" not in roles:
        return frame[roles["first"]].str.strip() + " " + frame[roles["last"]].str.strip()
    who = frame[named[0]].astype("string").str.strip()
    for other in named[1:2] if named[0] == roles.get("email") else ():
        who = who.replace("", pd.NA).fillna(frame[other].astype("string"))
    if "description" in roles:
        numbers = frame[roles["description"]].str.extract("user with id '([1-9][0-9]*)'")[0]
        who = who.mask(who == "-", "user " + numbers)
    return who.where(~who.str.contains("@", na=False), who.str.lower())


def _moments(frame: pd.DataFrame, column: str, clock: str | None, day_first: bool, zone: str) -> "pd.Series[Any]":
    texts = frame[column].astype("string").str.strip()
    if texts.dropna().str.fullmatch(r"\d{9,13}(\.\d+)?").all():
        numbers = pd.to_numeric(texts)
        return pd.to_datetime(numbers, unit="ms" if numbers.max() > 1e11 else "s", utc=True)
    if clock:
        texts = texts + " " + frame[clock].astype("string").str.strip()
    found = pd.to_datetime(
        texts, dayfirst=day_first, errors="coerce", format="mixed", utc=texts.str.contains("Z|[+-]\\d\\d:\\d\\d$").any()
    )
    return found if found.dt.tz is not None else found.dt.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")


if __name__ == "__main__":
    main()
