"""What stands on paper is text: whatever a name holds, HTML reads no more in it."""

from html import unescape

import pytest

from analytics.ui.printed import as_it_stands, as_text


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "[x](http://e.example) :red[y]", "&amp; Núñez 😀"])
def test_a_text_on_paper_is_letters_only(text: str) -> None:
    written = as_text(text)
    assert unescape(written) == text
    assert not set("<>[]:()") & set(written)


def test_a_list_on_paper_is_its_parts() -> None:
    assert as_it_stands([1, 0, 2]) == "1, 0, 2"
