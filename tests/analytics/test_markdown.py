"""Text from the data is never read as Markdown: not by Streamlit, and not because somebody forgot to think of it."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
import streamlit as st

from analytics.ui import elements
from analytics.ui.markdown import Markdown, bullets, code, lines, markdown, plain
from db.settings import PROJECT

DRAWING = sorted([PROJECT / "Home.py", *PROJECT.glob("pages/*.py"), *PROJECT.glob("analytics/ui/**/*.py")])
DOOR = PROJECT / "analytics/ui/elements.py"
SENTENCES = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
NOT_DRAWN = {"navigation", "set_page_config", "Page"}
"""What frames all pages: their titles are sentences of ours, and stand in Home.py alone."""

POISON = "[x](http://evil.example) :red[y]"


def read_as_markdown(function: object) -> set[str]:
    """The parameters of an element of which Streamlit's own documentation says that they are Markdown."""
    _before, _line, described = (inspect.getdoc(function) or "").partition("Parameters\n----------\n")
    described = re.split(r"\n\w+\n-{3,}\n", described)[0]
    parts = re.split(r"^(\w+) : .*$", described, flags=re.MULTILINE)
    switches = {"unsafe_allow_html", "anchors", "wrap", "width", "bind"}
    return {
        name
        for name, said in zip(parts[1::2], parts[2::2], strict=True)
        if "Markdown" in said and name not in switches and not re.search(r"(doesn't|not) support\s+Markdown", said)
    }


@lru_cache(maxsize=1)
def elements_of_streamlit() -> dict[str, set[str]]:
    named = {name: getattr(st, name) for name in dir(st) if not name.startswith("_")}
    found = {name: read_as_markdown(thing) for name, thing in named.items() if callable(thing)}
    return {name: texts for name, texts in found.items() if texts and name not in NOT_DRAWN}


def drawn_past_the_door(path: Path) -> Iterator[str]:
    """Calls of such an element on Streamlit itself, or on a container of it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names, ours = {*elements_of_streamlit()}, modules_of_ours(tree)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in names:
            of = ast.unparse(call.func.value)
            if of not in ours:
                yield f"{path.name}:{call.lineno}: {of}.{call.func.attr}"


def modules_of_ours(tree: ast.Module) -> set[str]:
    """The names under which a file imports from Atalaya, and the log of its module."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    named = {alias.asname or alias.name for node in imports for alias in node.names if is_ours(node.module)}
    return named | {"_log"}


def is_ours(module: str | None) -> bool:
    return (module or "").split(".")[0] in {"analytics", "db", "sync"}


def made_markdown_of_data(path: Path) -> Iterator[str]:
    """Calls of `markdown` whose sentence is not written down in the code, where it would be one of ours."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = ast.unparse(call.func) if isinstance(call, ast.Call) else ""
        if isinstance(call, ast.Call) and (name == "Markdown" or (name == "markdown" and not of_ours(call, path))):
            yield f"{path.name}:{call.lineno}: {ast.unparse(call)}"


def of_ours(call: ast.Call, path: Path) -> bool:
    """Whether the sentence is a literal, or a translated one; a name stands for what was assigned to it last."""
    [sentence] = call.args
    if not isinstance(sentence, ast.Name):
        return is_written_down(sentence)
    before = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Assign)]
    given = [node.value for node in before if ast.unparse(node.targets[0]) == sentence.id and node.lineno < call.lineno]
    return bool(given) and is_written_down(given[-1])


def is_written_down(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in SENTENCES
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("name", sorted(elements_of_streamlit().keys() & vars(elements).keys()))
def test_whatever_an_element_reads_as_markdown_is_shown_as_it_is(name: str) -> None:
    shown = {*inspect.getclosurevars(getattr(elements, name)).nonlocals.get("texts", ())}
    texts = elements_of_streamlit()[name] - {"options"}
    assert shown >= texts or name == "badge"


def test_pages_draw_text_through_one_door() -> None:
    assert len(elements_of_streamlit()) > 25
    assert [found for path in DRAWING if path != DOOR for found in drawn_past_the_door(path)] == []


def test_markdown_is_made_of_sentences_that_stand_in_the_code() -> None:
    own = {DOOR, PROJECT / "analytics/ui/markdown.py"}
    assert [found for path in DRAWING if path not in own for found in made_markdown_of_data(path)] == []


@pytest.mark.parametrize(
    "line", ["st.caption(name)", "left.markdown(name)", "st.container().info(name)", "st.segmented_control(name, [])"]
)
def test_the_scan_sees_who_goes_past_the_door(line: str, tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text(line)
    assert len([*drawn_past_the_door(path)]) == 1


@pytest.mark.parametrize("line", ["markdown(row['name'])", "Markdown(name)", "said = name\nmarkdown(said, a=1)"])
def test_the_scan_sees_who_makes_markdown_of_data(line: str, tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text(line)
    assert len([*made_markdown_of_data(path)]) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (POISON, r"\[x\](http:color[\:]//evil.example) \:red\[y\]"),
        (":material/home: :smile:", r"\:material\/home: :color[\:]smile\:"),
        ("<b>$x$</b> **c** `d`", r"\<b>\$x\$\</b> \*\*c\*\* \`d\`"),
        ("# 1\n\n- 2", r"\# 1 - 2"),
        ("1. a", r"1\. a"),
        ("a -> b", r"a -:color[\>] b"),
        ("me@a.org", r"me:color[\@]a.org"),
        ("snake_case, 12:30:45, -3, +1.5 (x)", "snake_case, 12:30:45, -3, +1.5 (x)"),
        ("Núñez · O'Higgins", "Núñez · O'Higgins"),
    ],
)
def test_a_text_is_shown_as_it_is(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_values_in_a_sentence_of_ours_are_shown_as_they_are() -> None:
    assert markdown("**{name}** `x`", name="*a*") == r"**\*a\*** `x`"
    assert markdown("{said} {more}", said=markdown("**a**"), more="**b**") == r"**a** \*\*b\*\*"


def test_parts_of_a_list_are_shown_as_they_are() -> None:
    assert lines(["*a*", markdown("**b**")]) == "\\*a\\*  \n**b**"
    assert bullets(["# a"]) == "- \\# a"
    assert [code("a_b"), code("a`b")] == ["`a_b`", r"a\`b"]


def test_what_is_done_to_markdown_makes_data_of_it_again() -> None:
    for text in (markdown("**a**") + "b", f"{markdown('**a**')}", markdown("**a**").lower()):
        assert not isinstance(text, Markdown)
