"""Headers as they are compared: neither case nor accents, blanks or other signs tell two of them apart."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=10_000)
def folded(text: str, kept: str = "") -> str:
    """Only letters and digits, lower case, without accents; `kept` names signs that stay."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum() or sign in kept)


def fits(header: str, pattern: str) -> bool:
    """Whether a header is what a pattern says; `*` stands for any text, at an end of it or within."""
    return bool(_compiled(pattern).fullmatch(folded(header)))


@lru_cache(maxsize=10_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    """All shapes together have more patterns than `re` and `fnmatch` remember."""
    return re.compile(".*".join(map(re.escape, folded(pattern, kept="*").split("*"))), re.DOTALL)
