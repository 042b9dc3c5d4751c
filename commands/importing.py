"""`atalaya import`: files and foreign databases become a source, without SQL."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from commands.terminal import notes, print_json, print_report, print_rows
from db.migrate import migrated
from db.phrase import phrase
from db.rules.values import is_zone
from db.warehouse import Warehouse
from sources.imports import kept
from sources.imports.draft import drafted
from sources.imports.errors import ImportRefused, NoSuchRecipe
from sources.imports.imported import Imported
from sources.imports.recipe import Recipe, read, written
from sources.imports.values.errors import Ambiguous, AmbiguousDates
from sync.log import progress
from sync.run.imports import Wish, demo_in_the_way, import_of, imports, shown_on, zone_for
from sync.service.imports import Done, forget_import, run_import

PORT = 8080


def import_files(
    files: Sequence[str],
    *,
    as_shape: str,
    name: str,
    time_zone: str,
    replace_demo: bool,
    keep_rules: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Imports files, or what a recipe names, and copies it; prints how everything was read and where to look."""
    here = migrated()
    if time_zone and not is_zone(time_zone):
        raise ImportRefused(_no_zone(time_zone))
    wish = Wish(time_zone, replace_demo=replace_demo, keep_rules=keep_rules, dry_run=dry_run)
    recipe, base, path = _recipe(files, as_shape, name)
    wish = _asked(here, recipe, wish)
    done = _import(here, recipe, base, wish, path, as_json=as_json)
    if path is None and not wish.dry_run:
        path = kept.keep(replace(done.imported.recipe, time_zone=done.imported.time_zone))
    if as_json:
        print_json(_told(here, done, path))
    else:
        _print(here, done, path)
    if done.synced is not None and done.synced.status != "succeeded":
        raise typer.Exit(1)


def list_imports(*, as_json: bool) -> None:
    """Prints the imports that were made."""
    migrated()
    found = [
        {
            "name": one.name,
            "source": one.source,
            "rows": one.rows,
            "rejected": one.rejected,
            "zone": one.time_zone,
            "newest day": one.newest_day,
            "imported at": one.imported_at,
        }
        for one in imports()
    ]
    if as_json:
        print_json(found)
    elif found:
        print_rows(found)
    else:
        notes.print("Nothing was imported yet; `atalaya import FILE…` does.", markup=False, soft_wrap=True)


def forget(name: str, *, yes: bool) -> None:
    """Takes away what an import brought, after it was asked once more."""
    here = migrated()
    known = import_of(name)
    question = f"Forget {name}? Its {known.rows:,} rows of {known.source} leave the warehouse."
    if not yes:
        if not sys.stdin.isatty():
            raise ImportRefused(phrase("{question} Repeat with --yes.", question=question))
        typer.confirm(question, abort=True, err=True)
    synced = forget_import(here, name)
    notes.print(f"{name} is forgotten.", markup=False)
    if synced is not None and synced.status != "succeeded":
        notes.print(synced.message or "", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1)


def _recipe(files: Sequence[str], as_shape: str, name: str) -> tuple[Recipe, Path, Path | None]:
    """The recipe, where its paths begin, and its file where it has one."""
    if len(files) == 1 and files[0].endswith(".toml"):
        path = Path(files[0])
        if not path.exists():
            raise ImportRefused(phrase("There is no file {path}.", path=path))
        return read(path.read_text(encoding="utf-8"), kept.name_from(path.stem)), path.resolve().parent, path
    if len(files) == 1 and not Path(files[0]).exists() and not any(mark in files[0] for mark in "*?[/."):
        written_down = kept.path_of(files[0])
        if written_down.exists():
            return read(written_down.read_text(encoding="utf-8"), files[0]), written_down.parent, written_down
        raise NoSuchRecipe(
            phrase("There is neither a file {name} nor a recipe {kept}.", name=files[0], kept=written_down)
        )
    name = name or kept.name_from(Path(files[0]).stem if files else as_shape)
    return drafted(files, Path.cwd(), name, as_shape), Path.cwd(), None


def _asked(here: Warehouse, recipe: Recipe, wish: Wish) -> Wish:
    """Asks for the zone, and whether the demo may go, where somebody is there to answer."""
    if not sys.stdin.isatty():
        return wish
    if not (wish.time_zone or recipe.time_zone):
        wish = replace(wish, time_zone=_asked_zone(zone_for(here, recipe, wish)))
    simulated = [] if wish.dry_run or wish.replace_demo else demo_in_the_way(here)
    if simulated:
        question = f"The demo's rows of {', '.join(simulated)} leave the warehouse. Go on?"
        wish = replace(wish, replace_demo=typer.confirm(question, err=True))
    return wish


def _asked_zone(in_force: str) -> str:
    question = "In which zone are moments that name none, and the days of the organisation?"
    while not is_zone(answer := str(typer.prompt(question, default=in_force, err=True))):
        notes.print(_no_zone(answer), markup=False)
    return answer


def _no_zone(name: str) -> str:
    return phrase("{zone} is no zone such as Europe/Madrid.", zone=repr(name))


def _import(here: Warehouse, recipe: Recipe, base: Path, wish: Wish, path: Path | None, *, as_json: bool) -> Done:
    """Runs an import; what only a person can tell is asked, and asked until all is told."""
    while True:
        try:
            return _run(here, recipe, base, wish, as_json=as_json)
        except Ambiguous as asked:
            recipe = _answered(recipe, asked, path)


def _answered(recipe: Recipe, asked: Ambiguous, path: Path | None) -> Recipe:
    """The recipe with the way that was chosen; without anybody to choose, it is written down for that."""
    if not sys.stdin.isatty():
        there = path or kept.keep(recipe)
        raise ImportRefused(phrase("{said} It is {path}; then import it.", said=str(asked), path=there)) from asked
    notes.print(str(asked), markup=False, soft_wrap=True)
    for number, choice in enumerate(asked.choices, start=1):
        notes.print(f"  {number}  {asked.example} is {choice.reading} ({choice.words})", markup=False, soft_wrap=True)
    while not 1 <= (answer := typer.prompt("Which", type=int, err=True)) <= len(asked.choices):
        pass
    word = "date_format" if isinstance(asked, AmbiguousDates) else "decimal"
    sections = (
        replace(section, **{word: asked.choices[answer - 1].format}) if asked.column in section.columns else section
        for section in recipe.sections
    )
    return replace(recipe, sections=tuple(sections))


def _run(here: Warehouse, recipe: Recipe, base: Path, wish: Wish, *, as_json: bool) -> Done:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<10}"),
        TextColumn("{task.completed:,} rows"),
        TimeElapsedColumn(),
    )
    visible = notes.is_terminal and not as_json
    with Progress(*columns, console=notes, disable=not visible, transient=True) as bars:
        task = bars.add_task("reading", total=None)
        return run_import(
            here, recipe, base, wish, lambda step, rows: bars.update(task, description=step, completed=rows)
        )


def _print(here: Warehouse, done: Done, path: Path | None) -> None:
    found = done.imported
    for table, rows in found.preview.items():
        notes.print(f"{found.recipe.source} {table}, the first rows as they are read:", markup=False)
        print_rows([dict(row) for row in rows])
    for said in found.evidence:
        notes.print(f"  {said}", markup=False, soft_wrap=True)
    for said in found.warnings:
        notes.print(f"  {said}", style="yellow", markup=False, soft_wrap=True)
    for reason, left in found.left_out.items():
        notes.print(f"  Left out, {reason}: {left:,}", markup=False, soft_wrap=True)
    _print_rejects(found)
    print_rows([asdict(table) for table in found.tables])
    _print_rules(done)
    if done.synced is None:
        notes.print("Nothing was changed; without --dry-run it will be.", markup=False)
        return
    print_report(progress.report(here, done.synced.run))
    notes.print(f"Recipe: {path}", markup=False, soft_wrap=True)
    if done.synced.status == "succeeded":
        notes.print(f"Look at it: {_address(found)}", markup=False, soft_wrap=True)


def _print_rules(done: Done) -> None:
    for name, (before, after) in done.brought.following.items():
        said = f"would become {after}; it is {before}" if done.synced is None else f"is {after}, and was {before}"
        notes.print(f"  rule {name} {said}", markup=False, soft_wrap=True)


def _print_rejects(found: Imported) -> None:
    for reject in found.rejects[:5]:
        notes.print(
            f"  {reject.file}, line {reject.line}: {reject.reason}", style="yellow", markup=False, soft_wrap=True
        )
    if found.rejected:
        said = f"  Rows that could not be read: {found.rejected:,}; Operations lists them, and gives them as a file."
        notes.print(said, style="yellow", markup=False, soft_wrap=True)


def _address(found: Imported) -> str:
    """The page that shows what was imported, as of its newest day."""
    page, day = shown_on(found)
    look_from = f"?as_of={day.isoformat()}" if day else ""
    return f"http://127.0.0.1:{PORT}/{page}{look_from}"


def _told(here: Warehouse, done: Done, path: Path | None) -> dict[str, object]:
    found = done.imported
    return {
        "recipe": str(path) if path else written(found.recipe),
        "name": found.recipe.name,
        "source": found.recipe.source,
        "time_zone": found.time_zone,
        "tables": [asdict(table) for table in found.tables],
        "evidence": found.evidence,
        "warnings": found.warnings,
        "left_out": found.left_out,
        "rejects": found.rejected,
        "first_rejects": [asdict(reject) for reject in found.rejects[:20]],
        "newest_day": found.newest_day,
        "page": _address(found),
        "sync": progress.report(here, done.synced.run) if done.synced else None,
        "rules": {name: value for change in done.rules for name, value in change.new.items()},
        "preview": found.preview if done.synced is None else None,
    }
