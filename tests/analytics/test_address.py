"""The parameters of the address are read and written in one module, and nothing else remembers a choice."""

import ast
from collections.abc import Iterator

import pytest

from db.settings import PROJECT

DRAWING = sorted([PROJECT / "Home.py", *PROJECT.glob("pages/*.py"), *PROJECT.glob("analytics/ui/**/*.py")])
ROOM = PROJECT / "analytics/ui/address.py"


def touches_the_address(tree: ast.Module) -> Iterator[str]:
    """Whatever reads or writes a parameter: Streamlit's own mapping, its binding, its links, the address as a text."""
    named = {ast.Attribute: "attr", ast.Name: "id", ast.alias: "name", ast.keyword: "arg"}
    for node in ast.walk(tree):
        name = getattr(node, named.get(type(node), ""), None)
        is_binding = isinstance(node, ast.keyword) and name == "bind"
        is_text = isinstance(node, ast.Constant) and node.value == "query_params"
        is_whole_address = isinstance(node, ast.Attribute) and ast.unparse(node).endswith("context.url")
        if name == "query_params" or is_binding or is_text or is_whole_address:
            yield ast.unparse(node)


def test_only_one_module_touches_the_address() -> None:
    found = {path: [*touches_the_address(ast.parse(path.read_text(encoding="utf-8")))] for path in DRAWING}
    assert [path for path, touches in found.items() if touches] == [ROOM]


@pytest.mark.parametrize(
    "text",
    ["st.query_params['city']", "from streamlit import query_params", "st.date_input('x', bind='query-params')",
     "st.page_link('x', query_params={})", "st.context.url", "getattr(st, 'query_params')"],
)  # fmt: skip
def test_what_touches_it_is_found(text: str) -> None:
    assert [*touches_the_address(ast.parse(text))]
