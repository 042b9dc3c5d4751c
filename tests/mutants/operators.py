"""The faults that mutants carry: each operator proposes edits of the text, told by words and marks alone.

A proposal may be nonsense, such as another comparison in `set a = b`. `tests.mutants.mutations` keeps those that change
one node of the statement's tree in the way that the operator means.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlglot import exp
from sqlglot.tokens import Token, TokenType

Judge = Callable[[exp.Expression, exp.Expression], bool]


@dataclass(frozen=True)
class Edit:
    """Text from `start` to `end` gives way to another."""

    operator: str
    start: int
    end: int
    replacement: str


COMPARED = {"=": "<>", "<>": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
BOUNDED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
NEGATED = {
    ("is", "null"): "is not null",
    ("is", "not", "null"): "is null",
    ("is", "distinct"): "is not distinct",
    ("is", "not", "distinct"): "is distinct",
    ("not", "exists"): "exists",
    ("exists",): "not exists",
    ("not", "in"): "in",
    ("in",): "not in",
    ("not", "between"): "between",
    ("between",): "not between",
}
JOINED = {
    ("inner", "join"): "left join",
    ("left", "join"): "inner join",
    ("full", "join"): "left join",
    ("right", "join"): "inner join",
}
AGGREGATED = {
    "min": ("max",),
    "max": ("min",),
    "sum": ("count", "max"),
    "avg": ("min",),
    "bool_or": ("bool_and",),
    "bool_and": ("bool_or",),
}
AGGREGATES = (exp.AggFunc, exp.Anonymous)

CLAUSES = {"where", "having", "on"}
CLAUSE_ENDS = CLAUSES | {"and", "or", "group", "order", "limit", "union", "except", "intersect", "returning", "window"}
CLAUSE_ENDS |= {"inner", "left", "full", "right", "cross", "join", ";", "do", "for", "then", "offset", "fetch"}


def proposals(tokens: Sequence[Token]) -> Iterator[Edit]:
    """Every edit of a statement that any operator proposes."""
    words = [token.text.lower() for token in tokens]
    for place in range(len(tokens)):
        if tokens[place].token_type == TokenType.STRING:
            yield from _thresholds_of_interval(tokens, words, place)
            continue
        yield from _comparisons(tokens, words, place)
        yield from _thresholds(tokens, words, place)
        yield from _joins(tokens, words, place)
        yield from _aggregates(tokens, words, place)
        yield from _dropped_filters(tokens, words, place)


def _comparisons(tokens: Sequence[Token], words: Sequence[str], place: int) -> Iterator[Edit]:
    token = tokens[place]
    for operator, others in (("comparison", COMPARED), ("boundary", BOUNDED)):
        if words[place] in others:
            yield Edit(operator, token.start, token.end + 1, others[words[place]])
    yield from _phrases("comparison", NEGATED, tokens, words, place)


def _joins(tokens: Sequence[Token], words: Sequence[str], place: int) -> Iterator[Edit]:
    yield from _phrases("join kind", JOINED, tokens, words, place)


def _phrases(
    operator: str, others: dict[tuple[str, ...], str], tokens: Sequence[Token], words: Sequence[str], place: int
) -> Iterator[Edit]:
    preceded_by_not = place > 0 and words[place - 1] == "not"
    for phrase, other in others.items():
        if tuple(words[place : place + len(phrase)]) == phrase and not (preceded_by_not and phrase[0] != "is"):
            yield Edit(operator, tokens[place].start, tokens[place + len(phrase) - 1].end + 1, other)


def _thresholds(tokens: Sequence[Token], words: Sequence[str], place: int) -> Iterator[Edit]:
    token = tokens[place]
    if token.token_type == TokenType.NUMBER and words[place].isdigit():
        for other in (int(words[place]) - 1, int(words[place]) + 1):
            if other >= 0:
                yield Edit("boundary", token.start, token.end + 1, str(other))


def _thresholds_of_interval(tokens: Sequence[Token], words: Sequence[str], place: int) -> Iterator[Edit]:
    """`interval '28 days'`: a number inside a text."""
    number, _, unit = tokens[place].text.partition(" ")
    if place and words[place - 1] == "interval" and number.isdigit():
        for other in (int(number) - 1, int(number) + 1):
            yield Edit("boundary", tokens[place].start, tokens[place].end + 1, f"'{other} {unit}'")


def _aggregates(tokens: Sequence[Token], words: Sequence[str], place: int) -> Iterator[Edit]:
    token = tokens[place]
    called = words[place + 1 : place + 2] == ["("]
    for other in AGGREGATED.get(words[place], ()) if called else ():
        yield Edit("aggregate", token.start, token.end + 1, other)
    if words[place : place + 3] == ["count", "(", "distinct"]:
        yield Edit("aggregate", token.start, tokens[place + 2].end + 2, "count(")


def _dropped_filters(tokens: Sequence[Token], words: Sequence[str], place: int) -> Iterator[Edit]:
    """Conditions that begin behind `where`, `having`, `on` or `and`, up to each place where they may end."""
    if words[place] not in CLAUSES | {"and"} or place + 1 == len(tokens):
        return
    depth = 0
    for here, following in pairwise(range(place + 1, len(tokens) + 1)):
        depth += _step(tokens[here])
        if depth < 0:
            return
        ends = following == len(tokens) or words[following] in CLAUSE_ENDS or words[following] == ")"
        if depth == 0 and ends:
            yield Edit("dropped filter", tokens[place + 1].start, tokens[here].end + 1, "true")
        if depth == 0 and following < len(tokens) and words[following] in CLAUSE_ENDS - {"and", "or"}:
            return


def _step(token: Token) -> int:
    if token.token_type in {TokenType.L_PAREN, TokenType.CASE, TokenType.L_BRACKET}:
        return 1
    return -1 if token.token_type in {TokenType.R_PAREN, TokenType.END, TokenType.R_BRACKET} else 0


def compares(before: exp.Expression, after: exp.Expression) -> bool:
    """A condition turned round or moved by one; `=` in `update … set` is no condition."""
    assigns = isinstance(before.parent, exp.Update | exp.OnConflict | exp.Set) and isinstance(before, exp.EQ)
    return not assigns and isinstance(before, exp.Condition) and isinstance(after, exp.Condition)


def bounds(before: exp.Expression, after: exp.Expression) -> bool:
    """A comparison whose boundary moved by one, or a number that a threshold is made of."""
    if isinstance(before, exp.Literal):
        return isinstance(after, exp.Literal) and _is_threshold(before)
    return compares(before, after)


def _is_threshold(number: exp.Literal) -> bool:
    """It reaches a comparison, a limit, an interval or the whole of a function through arithmetic alone."""
    node: exp.Expression | None = number.parent
    child: exp.Expression = number
    while isinstance(node, exp.Add | exp.Sub | exp.Mul | exp.Div | exp.Paren | exp.Cast | exp.Alias):
        node, child = node.parent, node
    if isinstance(node, exp.Select):
        return child.arg_key == "expressions" and len(node.expressions) == 1 and not node.args.get("from_")
    return isinstance(node, exp.Predicate | exp.Between | exp.Limit | exp.Interval)


def joins(before: exp.Expression, after: exp.Expression) -> bool:
    return isinstance(before, exp.Join) and isinstance(after, exp.Join)


def aggregates(before: exp.Expression, after: exp.Expression) -> bool:
    return isinstance(before, (*AGGREGATES, exp.Distinct))


def drops(before: exp.Expression, after: exp.Expression) -> bool:
    """A whole conjunct of `where`, `having`, `filter` or `on`."""
    node = before
    while isinstance(node.parent, exp.And):
        node = node.parent
    in_clause = isinstance(node.parent, exp.Where | exp.Having) or node.arg_key == "on"
    return in_clause and isinstance(after, exp.Boolean) and not isinstance(before, exp.And | exp.Boolean)


JUDGES: dict[str, Judge] = {
    "comparison": compares,
    "boundary": bounds,
    "join kind": joins,
    "aggregate": aggregates,
    "dropped filter": drops,
}
