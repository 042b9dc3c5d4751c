"""The SQL inside a derived object's file, cut into pieces that sqlglot can read, each at its place in the file.

sqlglot knows neither `begin atomic` nor PL/pgSQL. What stands inside them is plain SQL nearly everywhere; the few words
around it (`perform`, `return query`, `if … then`) are cut off, or stand in for a `select`.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sqlglot import exp, parse_one
from sqlglot.dialects.postgres import Postgres
from sqlglot.errors import SqlglotError
from sqlglot.tokens import Token, TokenType

DIALECT = Postgres()

# It warns of what it cannot read; callers count that.
logging.getLogger("sqlglot").setLevel(logging.ERROR)

_NO_SQL = re.compile(
    r"(null|end( if| loop)?|return( next| null)?|[\w.]+ [\w.\[\]]+|#.*|exception when.*|get diagnostics.*|foreach.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""Statements of PL/pgSQL that hold no condition: declarations, diagnostics and the like."""

_PLACEHOLDER = re.compile(r"%(\d\$)?[sIL]")
_TARGETS = re.compile(r"(?<!insert )\binto \w+(, \w+)*(?=\s+from\b|\s*$)")
_DECLARE = re.compile(r"(?m)^\s*declare\b")
_EXECUTE = re.compile(r"\bexecute\b(?= format\(\s*\$)")
_SELECT = "select "


@dataclass(frozen=True)
class Fragment:
    """A statement, or an expression, of a file: what sqlglot reads is the prefix and then the file from `start`."""

    start: int
    text: str
    prefix: str = ""

    @property
    def readable(self) -> str:
        """The text for sqlglot, as long as the fragment itself: placeholders of `format` become names."""
        text = _PLACEHOLDER.sub(lambda found: "x" * len(found[0]), self.text)
        return self.prefix + _TARGETS.sub(lambda found: " " * len(found[0]), text)

    @cached_property
    def tree(self) -> exp.Expression | None:
        """The statement's tree; None when sqlglot cannot read it."""
        return tree_of(self.readable)

    def place_in_file(self, position: int) -> int:
        return self.start + position - len(self.prefix)


def tree_of(text: str) -> exp.Expression | None:
    try:
        tree = parse_one(text, dialect=DIALECT)
    except SqlglotError:
        return None
    # sqlglot keeps statements that it does not understand as one opaque word.
    return None if isinstance(tree, exp.Command) else tree


def fragments(statement: str) -> list[Fragment]:
    """Every fragment of the first statement of a file, which creates the object; comments and triggers follow it."""
    return [found for found in _fragments(statement) if not _NO_SQL.fullmatch(found.text)]


def _fragments(statement: str) -> Iterator[Fragment]:
    tokens = DIALECT.tokenize(statement)
    words = [token.text.lower() for token in tokens]
    end = _end_of_statement(tokens, words)
    for place in range(end):
        if tokens[place].token_type == TokenType.HEREDOC_STRING:
            yield from _body(statement, tokens[place], words[:place])
            return
        if words[place] == "return":
            yield _between(statement, tokens[place + 1 : end], _SELECT)
            return
        if words[place : place + 2] == ["begin", "atomic"]:
            yield from _statements(statement, tokens[place + 2 : end - 1])
            return
        if words[place] == "as" and "view" in words[:place]:
            yield _between(statement, _without_options(tokens[place + 1 : end]))
            return


def _end_of_statement(tokens: Sequence[Token], words: Sequence[str]) -> int:
    """Where the object's own statement ends; `begin atomic` holds semicolons of its own."""
    atomic = ("begin", "atomic") in pairwise(words)
    for place, token in enumerate(tokens):
        if token.token_type == TokenType.SEMICOLON and (not atomic or words[place - 2 : place] == [";", "end"]):
            return place
    return len(tokens)


def _without_options(tokens: Sequence[Token]) -> Sequence[Token]:
    """A materialized view's query without `with no data`."""
    ends_so = [token.text.lower() for token in tokens[-3:]] == ["with", "no", "data"]
    return tokens[:-3] if ends_so else tokens


def _between(text: str, tokens: Sequence[Token], prefix: str = "", offset: int = 0) -> Fragment:
    if not tokens:
        return Fragment(offset, "")
    first, last = tokens[0].start, tokens[-1].end + 1
    return Fragment(offset + first, text[first:last], prefix)


def _statements(text: str, tokens: Iterable[Token], offset: int = 0) -> Iterator[Fragment]:
    held: list[Token] = []
    for token in tokens:
        if token.token_type == TokenType.SEMICOLON:
            yield _between(text, held, offset=offset)
            held = []
        else:
            held.append(token)
    if held:
        yield _between(text, held, offset=offset)


def _body(statement: str, token: Token, header: Sequence[str]) -> Iterator[Fragment]:
    """What stands between dollars."""
    offset = statement.index(token.text, token.start)
    # To sqlglot `declare` and `execute` are statements that it takes whole, without looking inside.
    text = _EXECUTE.sub("perform", _DECLARE.sub(lambda found: ";".ljust(len(found[0])), token.text))
    tokens = DIALECT.tokenize(text)
    if "plpgsql" in header:
        yield from _procedure(token.text, tokens, offset)
    else:
        yield from _statements(token.text, tokens, offset)


def _procedure(body: str, tokens: Sequence[Token], offset: int) -> Iterator[Fragment]:
    for held in _segments(tokens):
        yield _segment(body, held, offset)
        for token in held:
            if token.token_type == TokenType.HEREDOC_STRING:
                yield _format_template(token, offset + body.index(token.text, token.start))


def _segments(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """PL/pgSQL between its own punctuation; `then` and `else` of a `case` are no punctuation."""
    held: list[Token] = []
    cases = 0
    for token in tokens:
        word = token.text.lower()
        if token.token_type == TokenType.CASE:
            cases += 1
        elif token.token_type == TokenType.END and cases:
            cases -= 1
        elif not cases and (token.token_type == TokenType.SEMICOLON or word in {"then", "else", "loop", "begin"}):
            if held:
                yield held
            held = []
            continue
        held.append(token)
    if held:
        yield held


def _segment(body: str, held: list[Token], offset: int) -> Fragment:
    """One statement or condition, without the words that sqlglot does not know."""
    words = [token.text.lower() for token in held]
    match words:
        case ["return", "query", *_]:
            return _between(body, held[2:], offset=offset)
        case ["return" | "if" | "elsif" | "while" | "perform", *_] | ["for", _, "in", *_]:
            cut = 3 if words[0] == "for" else 1
            prefix = "" if words[cut : cut + 1] in (["select"], ["with"]) else _SELECT
            return _between(body, held[cut:], prefix, offset)
        case ["continue" | "exit", "when", *_]:
            return _between(body, held[2:], _SELECT, offset)
    if ":=" in words:
        return _between(body, held[words.index(":=") + 1 :], _SELECT, offset)
    return _between(body, held, offset=offset)


def _format_template(token: Token, start: int) -> Fragment:
    """A statement that is put together by `format`; a placeholder that is a line of its own may hold any clause."""
    text = re.sub(r"(?m)^\s*%\d\$s\s*$", lambda found: " " * len(found[0]), token.text)
    return Fragment(start, text)
