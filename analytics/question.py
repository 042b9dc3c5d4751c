"""A question of the query layer: what it asks, where its answer comes from, and whether it looks from a day.

Whatever shows an answer learns from here which definition explains it, which source it rests on and what moment it
stands for, so that no page says so again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, ParamSpec

import pandas as pd

from analytics import query
from db.domains import DOMAINS, Domain

Asked = ParamSpec("Asked")

DATA_VERSION = "data_version"
"""Where an answer's `attrs` say of which version of the data it is."""


def is_of_primary(relation: str) -> bool:
    """Whether a relation tells of the work of the warehouse itself, rather than of data or their version."""
    return relation.startswith("ops.") and relation != "ops.data_version"


@dataclass(frozen=True)
class Question(Generic[Asked]):
    """A function of the query layer that knows where its answer comes from; it is called like any function."""

    function: Callable[Asked, pd.DataFrame]
    relation: str
    """The view, table or function that its SQL reads, with its schema."""
    live: bool
    """Whether it is always answered as of now; otherwise it takes the day to look from as `as_of`."""
    settled: bool
    """Whether what it asks for changes only when some work ends, so that a live answer may be a minute old."""
    explained_by: str
    """The relation whose comments say what the answer means: where a function counts what a view promises, the view."""
    needs: str
    """Without which subject of its domain's `what_counts` there is no row; empty: without the first."""
    days: int | Callable[[], int]
    """Of how many days up to the one it looks from it tells, or which rule says so; 0: of all."""

    def __post_init__(self) -> None:
        """Takes over the function's name, signature and description, for `inspect` and the tests' names."""
        names = ("__module__", "__name__", "__qualname__", "__doc__")
        vars(self).update({name: getattr(self.function, name) for name in names} | {"__wrapped__": self.function})

    def __call__(self, *args: Asked.args, **kwargs: Asked.kwargs) -> pd.DataFrame:
        """The answer, all of one version of the data, which stands in its `attrs` as `data_version`."""
        asked = partial(self.function, *args, **kwargs)
        answer, version = query.at_one_moment(asked, of_primary=self.of_primary)
        if version is not None:
            answer.attrs[DATA_VERSION] = version
        return answer

    @property
    def of_primary(self) -> bool:
        """Whether it is about the work of the warehouse itself, of which a replica knows too little, too late."""
        return is_of_primary(self.relation)

    @property
    def reaches_back(self) -> int:
        """Of how many days up to the one it looks from it tells, by the rules in force; 0: of all."""
        return self.days() if callable(self.days) else self.days

    @property
    def name(self) -> str:
        """What the function is called."""
        return self.function.__name__

    @property
    def words(self) -> str:
        """What it asks, in plain words."""
        asked, mark, _more = " ".join((self.function.__doc__ or "").split()).partition("?")
        return asked + mark

    @property
    def domain(self) -> Domain | None:
        """Whose data it is about; none where it is about the warehouse itself."""
        schema = self.relation.partition(".")[0]
        return next((domain for domain in DOMAINS if schema in {domain.raw_schema, domain.derived_schema}), None)


def question(
    relation: str,
    *,
    live: bool = False,
    settled: bool = False,
    explained_by: str = "",
    needs: str = "",
    days: int | Callable[[], int] = 0,
) -> Callable[[Callable[Asked, pd.DataFrame]], Question[Asked]]:
    """Makes a function of the query layer a question about one relation."""

    def asked(function: Callable[Asked, pd.DataFrame]) -> Question[Asked]:
        return Question(function, relation, live, settled, explained_by or relation, needs, days)

    return asked
