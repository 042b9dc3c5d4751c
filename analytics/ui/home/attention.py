"""What needs attention: short sentences, each with the page where one can act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analytics import checks
from analytics.ui import address, days, elements, loaders, moment, numbers
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext

_OPERATIONS, _FUNNEL = "pages/operations.py", "pages/curriculum_funnel.py"


@dataclass(frozen=True)
class Concern:
    """Something to look at; `count` 0 means there is nothing."""

    count: int
    sentence: str
    page: str
    opens: str
    """The list there that has as many rows."""
    url: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    icon: str = ":material/arrow_forward:"


@dataclass(frozen=True)
class Concerns:
    """What one kind of questions found; the first of them says of which day."""

    asked: Answer
    found: Sequence[Concern]


def attention(kinds: Sequence[Concerns]) -> None:
    """The concerns that exist, or the good news that there are none; each kind of the day that it is of."""
    elements.header(_("What needs attention"), anchor="attention")
    if moment.as_of() is None:
        _list([concern for kind in kinds for concern in kind.found])
        return
    for kind in kinds:
        elements.caption(days.as_of(kind.asked))
        _list(kind.found)


def _list(concerns: Sequence[Concern]) -> None:
    pressing = [concern for concern in concerns if concern.count]
    if not pressing:
        elements.success(_("Nothing needs attention."), icon=":material/check_circle:")
    for concern in pressing:
        address.link(concern.page, concern.sentence, icon=concern.icon, parameters=concern.url, opens=concern.opens)


def about_trust() -> Concerns:
    """Whether the numbers of every source can be trusted: age, syncs, counts, checks, quarantine, verifications."""
    asked = loaders.ask(checks.attention)
    found = asked.row
    concerns = [
        _about_age(found["sources_late"]),
        _about_sources(found["sources_not_validated"]),
        _about_tables(found["tables_not_validated"]),
        _about_checks(found["checks_failed"]),
        _about_quarantine(found["rows_in_quarantine"]),
        _about_verifications(found["tables_differing"]),
    ]
    return Concerns(asked, concerns)


def about_groups(figures: Answer, anomalies: Answer) -> Concerns:
    """Which groups somebody should look at."""
    findings = anomalies.row
    concerns = [
        _about_rescue(figures.row["groups_rescuable"]),
        _about_leaderless(findings["groups_without_facilitator"]),
        _about_findings(findings["other_findings"], findings["other_kinds"]),
    ]
    return Concerns(figures, concerns)


def _about_age(count: int) -> Concern:
    sentence = ngettext(
        "The data of {count} source are older than they should be.",
        "The data of {count} sources are older than they should be.",
        count,
    )
    return _concern(count, sentence, _OPERATIONS)


def _about_sources(count: int) -> Concern:
    sentence = ngettext(
        "The last sync of {count} source did not validate.",
        "The last sync of {count} sources did not validate.",
        count,
    )
    return _concern(count, sentence, _OPERATIONS)


def _about_tables(count: int) -> Concern:
    sentence = ngettext(
        "{count} table does not agree with its source.", "{count} tables do not agree with their source.", count
    )
    return _concern(count, sentence, _OPERATIONS, show="agreement")


def _about_checks(count: int) -> Concern:
    sentence = ngettext(
        "{count} data check says that numbers suffer.", "{count} data checks say that numbers suffer.", count
    )
    return _concern(count, sentence, _OPERATIONS, "data_quality", show="quality", severity="error")


def _about_quarantine(count: int) -> Concern:
    sentence = ngettext("{count} row is in quarantine.", "{count} rows are in quarantine.", count)
    return _concern(count, sentence, _OPERATIONS, "quarantine", show="quarantine")


def _about_verifications(count: int) -> Concern:
    sentence = ngettext(
        "{count} table still differed when it was verified.",
        "{count} tables still differed when they were verified.",
        count,
    )
    return _concern(count, sentence, _OPERATIONS, show="agreement")


def _about_rescue(count: int) -> Concern:
    sentence = ngettext(
        "{count} stalled group is nearly through its course.",
        "{count} stalled groups are nearly through their course.",
        count,
    )
    return _concern(count, sentence, "pages/rescue_list.py", "rescue_list")


def _about_leaderless(count: int) -> Concern:
    sentence = ngettext("{count} group has no facilitator.", "{count} groups have no facilitator.", count)
    return _concern(count, sentence, _FUNNEL, "anomalies", finding="NO_FACILITATOR")


def _about_findings(count: int, kinds: Sequence[str]) -> Concern:
    sentence = ngettext(
        "{count} other finding about the curriculum's rules.",
        "{count} other findings about the curriculum's rules.",
        count,
    )
    return _concern(count, sentence, _FUNNEL, "anomalies", finding=kinds)


def _concern(count: int, sentence: str, page: str, opens: str = "", **url: str | Sequence[str]) -> Concern:
    return Concern(count, sentence.format(count=numbers.whole(count)), page, opens, url)
