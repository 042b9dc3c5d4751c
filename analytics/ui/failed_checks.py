"""Failed checks at the head of a page: loud where they touch what its figures are made from, else quiet.

Which tables these are follows from the questions that the page asked and from the lineage of their relations. Both lead
to the rows: Operations, data quality, of that source.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from analytics import checks
from analytics.question import Question
from analytics.rows import Row
from analytics.ui import address, check_words, loaders, numbers, words
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.markdown import Markdown, markdown
from db.domains import Domain
from db.lineage import lineage

OPERATIONS = "pages/operations.py"


def badge(domain: Domain, asked: Iterable[Question[...]]) -> None:
    """Says how many checks of the source failed that touch the page's figures; where none does, that others did."""
    touched = tables_of(asked, domain)
    loud = (
        touched and loaders.ask(checks.failed_checks_total, source=domain.source, tables=touched).row["checks_failed"]
    )
    if loud:
        said = ngettext("{count} data check failed", "{count} data checks failed", loud)
        label = markdown(":orange-badge[:material/warning: {said}]", said=said.format(count=numbers.whole(loud)))
        failed = loaders.ask(checks.failed_checks, source=domain.source, tables=touched).rows
        _link(domain, label, failed, tables=list(dict.fromkeys(row["table"] for row in failed)))
    elif quiet := loaders.ask(checks.failed_checks_total, source=domain.source).row["checks_failed"]:
        said = ngettext(
            "{count} failed check of {source}, not of these figures",
            "{count} failed checks of {source}, not of these figures",
            quiet,
        )
        named = said.format(count=numbers.whole(quiet), source=words.source(domain.source))
        _link(
            domain, markdown(":gray[{said}]", said=named), loaders.ask(checks.failed_checks, source=domain.source).rows
        )


def tables_of(asked: Iterable[Question[...]], domain: Domain) -> list[str]:
    """The tables of a domain's source that the answers come from."""
    relations = {
        question.relation for question in asked if question.domain == domain and question.name != "what_counts"
    }
    return sorted({table for relation in relations for table in _tables_behind(relation, domain.raw_schema)})


@cache
def _tables_behind(relation: str, schema: str) -> frozenset[str]:
    found = (step.name.partition(".") for step in lineage().chain(relation))
    return frozenset(table.strip('"') for place, _dot, table in found if place == schema)


def _link(domain: Domain, label: Markdown, failed: Iterable[Row], *, tables: Sequence[str] = ()) -> None:
    """Of all tables of the source, or of some: the page lists what is counted here, and nothing else."""
    shown: dict[str, str | Sequence[str]] = {"show": "quality", "source": domain.source, "severity": "error"}
    address.link(
        OPERATIONS,
        label,
        parameters={**shown, "table": tables} if tables else shown,
        opens="data_quality",
        explanation=_("Shows the rows: {checks}.").format(checks=", ".join(map(_in_words, failed))),
    )


def _in_words(failed: Row) -> str:
    return f"{check_words.check(failed['check'])} ({failed['table']}: {numbers.whole(failed['count'])})"
