"""`atalaya rules`: what an organisation has set, whether a file would be taken, and what depends on a rule."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from commands.terminal import notes, print_json, print_rows
from db.domains import DOMAINS
from db.errors import RulesError
from db.explanation import asked_by
from db.migrate import migrated
from db.rules import change, file, functions
from db.rules.dependents import facts_of, views_of
from db.rules.differing import of_file
from db.rules.model import RULES, Rule, Rules
from db.warehouse import READER, Warehouse


class UnknownRule(RulesError):
    """There is no rule of that name."""


def rules(*, as_json: bool) -> None:
    """Prints every rule in force, and says where the file of this process differs."""
    here = migrated()
    in_force, differing = _in_force(here), of_file(here)
    if as_json:
        print_json({"rules": _tree(in_force), "file": asdict(differing)})
        return
    defaults = Rules().values()
    print_rows(
        [
            {
                "rule": name,
                "in force": _said(in_force[name]),
                "default": "" if in_force[name] == defaults[name] else _said(defaults[name]),
                "may be": rule.span,
                "what it says": rule.description,
            }
            for name, rule in RULES.items()
        ]
    )
    if differing.message:
        notes.print(differing.message, style="yellow", markup=False, soft_wrap=True)


def check(path: Path) -> None:
    """Says what a file would change. Raises RulesError with a line for each mistake."""
    with migrated().connect(READER) as connection:
        found = file.read(path)
        found.refuse_unknown_zones(connection)
        in_force = functions.in_force(connection)
        changed = change.differences(connection, found.values(in_force))
    if not changed:
        notes.print(f"{path} is right, and says what is in force.", markup=False, soft_wrap=True)
        return
    print_rows(
        [{"rule": name, "in force": _said(in_force[name]), "file": _said(value)} for name, value in changed.items()]
    )
    said = f"{path} is right. As {file.usual_path()} it is put in force by `atalaya migrate`."
    notes.print(said, markup=False, soft_wrap=True)


def explain(key: str, *, as_json: bool) -> None:
    """Prints what depends on a rule. Raises UnknownRule."""
    rule = _named(key)
    value = _in_force(migrated())[rule.name]
    views = views_of(rule.name)
    told: dict[str, Any] = {
        "rule": rule.name,
        "what it says": rule.description,
        "in force": value,
        "default": Rules().values()[rule.name],
        "may be": rule.span,
        "function": f"{rule.function}()",
        "made anew when it changes": facts_of(rule.name),
        "views that depend on it": views,
        "asked by": sorted({question for view in views for question in asked_by().get(view, ())}),
        "pages": next(domain.pages for domain in DOMAINS if domain.source == rule.source),
    }
    if as_json:
        print_json(told)
        return
    for label, text in told.items():
        listed = (
            ", ".join(text) if isinstance(text, list | tuple) and all(isinstance(one, str) for one in text) else None
        )
        notes.print(f"[bold]{label}[/bold]  ", end="")
        notes.print(_said(text) if listed is None else listed or "nothing", markup=False, soft_wrap=True)


def init() -> None:
    """Writes the rules in force into this process's file. Raises RulesError where there is one already."""
    path = file.usual_path()
    if path.exists():
        raise RulesError(f"{path} is there already. Move it away, or set ATALAYA_RULES to a path that is free.")
    text = file.written(_in_force(migrated()))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    notes.print(
        f"{path} holds the rules in force. Change what is yours; `atalaya migrate` puts it in force.",
        markup=False,
        soft_wrap=True,
    )


def _in_force(here: Warehouse) -> dict[str, Any]:
    with here.connect(READER) as connection:
        return functions.in_force(connection)


def _named(key: str) -> Rule:
    found = [rule for rule in RULES.values() if key in {rule.name, rule.key}]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownRule(f"Several sources have {key}: {', '.join(rule.name for rule in found)}. Name one of them.")
    raise UnknownRule(f"There is no rule {key}. `atalaya rules` lists them all.")


def _tree(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        found.setdefault(RULES[name].source, {})[RULES[name].key] = value
    return found


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=float)
