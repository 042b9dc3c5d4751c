"""The scripts of Streamlit that a page of ours needs: those its elements are drawn by, and what these import.

Streamlit's page asks for an element's script when the first element of that kind arrives, waits for it, and only then
draws what follows. The document's script fetches them all while the browser connects to the server.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

SCRIPTS = Path(str(distribution("streamlit").locate_file("streamlit/static/static/js")))
"""Found without importing Streamlit, which the query layer does without."""
ELEMENTS = (
    "ArrowVegaLiteChart",
    "Button",
    "ButtonGroup",
    "Checkbox",
    "DataFrame",
    "DateInput",
    "Html",
    "LinkButton",
    "Metric",
    "Multiselect",
    "PageLink",
    "Selectbox",
    "TextInput",
)
"""What is on most pages; a browser test opens them all, and fails when another script comes late."""
ON_SOME_PAGES = (
    "DeckGlJsonChart",
    "EChartsChart",
    "FileUploader",
    "GraphVizChart",
    "Progress",
    "Spinner",
    "TimeInput",
    "Toast",
)
"""Large, or rarely drawn: asked for where it is drawn."""
_IMPORT = re.compile(r"(?:from|import)\s*[\"'`]\./([^\"'`]+\.js)[\"'`]")


def needed(elements: Iterable[str]) -> list[str]:
    """The files' names below `static/js`, each once, those of the elements and all that they import.

    Raises ValueError where this version of Streamlit has no such element.
    """
    found: dict[str, None] = {}
    for element in elements:
        for file in _files(element):
            found |= dict.fromkeys(_with_imports(file, found))
    return list(found)


def _files(element: str) -> list[str]:
    files = [path.name for path in SCRIPTS.glob(f"{element}.*.js")]
    if not files:
        raise ValueError(f"This version of Streamlit has no script for {element}.")
    return files


def _with_imports(file: str, known: Iterable[str]) -> Iterator[str]:
    met, waiting = set(known), [file]
    while waiting:
        name = waiting.pop()
        if name not in met:
            met.add(name)
            yield name
            waiting += _IMPORT.findall((SCRIPTS / name).read_text(encoding="utf-8"))
