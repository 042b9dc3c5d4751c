"""`atalaya explain`: where a number comes from."""

import sys
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from commands.terminal import print_json
from db.explanation import Explanation
from db.explanation import explain as explained
from db.lineage import RAW, Step
from sync.specifications import how_copied


def explain(view: str, *, as_json: bool) -> None:
    """Draws what a view rests on."""
    found = explained(view)
    if as_json:
        print_json(
            {
                "name": found.name,
                "questions": found.questions,
                "steps": [asdict(step) for step in found.steps.values()],
                "productions": {name: how_copied(name) for name in found.productions},
            }
        )
        return
    print_explanation(found)


def print_explanation(found: Explanation) -> None:
    """A tree with one line a step: what it is, its name, its file, what it answers; repeated steps once in full."""
    root = Tree(_step(found.steps[found.name]))
    drawn = {found.name}

    def grow(branch: Tree, step: Step) -> None:
        if step.written_by:
            branch.add(f"kept by {escape(', '.join(step.written_by))}")
        for name in step.upstream:
            upstream = found.steps[name]
            if name in drawn:
                branch.add(f"{_named(upstream)} (above)")
                continue
            drawn.add(name)
            grow(branch.add(_step(upstream)), upstream)

    grow(root, found.steps[found.name])
    # A pipe has no width to keep to: one line a step, so that it can be searched.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 1000)
    console.print(root)
    if found.questions:
        console.print("asked by " + escape(", ".join(found.questions)))


def _named(step: Step) -> str:
    return f"{step.kind} [bold]{escape(step.name)}[/bold]"


def _step(step: Step) -> str:
    copied = f", {how_copied(step.name)}" if step.kind == RAW else ""
    return f"{_named(step)} · {escape(step.file)} · {escape(step.question)}{copied}"
