"""Files have one way out: what Streamlit offers by itself lives in one process's memory, under `/media`."""

import ast
from pathlib import Path

import pytest

from db.settings import PROJECT

BY_MEDIA = {"download_button", "image", "audio", "video", "pdf", "logo"}
PAGES = [PROJECT / "Home.py", *(PROJECT / "pages").glob("*.py"), *(PROJECT / "analytics").rglob("*.py")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_page_gives_a_file_to_streamlit(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_streamlit(node.value)}
    assert used & BY_MEDIA == set()


def _is_streamlit(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id == "st"
