"""What the warehouse's codes are called in the reader's language."""

from importlib import import_module
from types import ModuleType

from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import pgettext
from db.domains import DOMAINS, Domain


def run_status(code: str) -> str:
    """How a run, or a table in it, ended."""
    return {
        "running": _("Running"),
        "succeeded": _("Succeeded"),
        "partial": _("Partly succeeded"),
        "failed": _("Failed"),
        "interrupted": _("Interrupted"),
        "mismatch": _("Counts differ"),
        "differs": _("Rows differ"),
        "skipped": _("Skipped"),
    }.get(code, code)


def kind(code: str) -> str:
    """What a run was for."""
    return {"sync": _("Sync"), "verify": _("Verification"), "restore": _("Restore")}.get(code, code)


def running(code: str) -> str:
    """What goes on while such a run is under way."""
    return {"verify": _("Verifying…"), "restore": _("Restoring…")}.get(code, _("Syncing…"))


def freshness(code: str) -> str:
    """Whether a source's data are young enough."""
    return {
        "fresh": _("Fresh"),
        "late": _("Late"),
        "stale": _("Stale"),
        "never": _("Never synced"),
        "not_connected": _("Not connected"),
    }.get(code, code)


def verification(code: str) -> str:
    """What a comparison row by row came to."""
    return {
        "equal": _("Equal"),
        "mended": pgettext("table", "Mended"),
        "differs": _("Still differs"),
        "failed": _("Not compared"),
    }.get(code, code)


def self_check(code: str) -> str:
    """What adding up the facts of a source came to."""
    return {
        "checked": _("All agree"),
        "disagrees": _("Disagrees"),
        "empty": _("Nothing to compare yet"),
        "waiting": _("Waits for a sync"),
        "not synced": _("Never synced"),
        "failed": _("Not compared"),
    }.get(code, code)


def phase(code: str) -> str:
    """What a sync is doing with a table."""
    return {
        "waiting": _("waiting"),
        "reading": _("reading"),
        "merging": _("merging"),
        "indexing": _("indexing"),
        "checking": _("checking"),
        "done": _("done"),
        "failed": _("failed"),
        "skipped": _("skipped"),
    }.get(code, code)


def mode(code: str) -> str:
    """How a table is loaded."""
    return {
        "incremental": _("what changed"),
        "window": _("what is in its window"),
        "append": _("what is new"),
        "verify": _("every row compared"),
    }.get(code, code)


def severity(code: str) -> str:
    """How bad a data-quality finding is."""
    return {"info": _("For information"), "warning": _("Look at it"), "error": _("Numbers suffer")}.get(code, code)


def origin(code: str) -> str:
    """Who started a run."""
    return {
        "page": _("a page"),
        "command line": _("the command line"),
        "first start": _("the first start"),
        "schedule": _("the schedule"),
    }.get(code, code)


def source(name: str) -> str:
    """The product that a source belongs to."""
    domain = next((domain for domain in DOMAINS if domain.source == name), None)
    return str(of_domain(domain).product()) if domain else name.capitalize()


def of_domain(domain: Domain) -> ModuleType:
    """What a domain's own folder says of its source: `product()` and `checks()`."""
    return import_module(f"{__package__}.{domain.name}.source")


def job(name: str) -> str:
    """What the servers do by the clock."""
    return {
        "daily refresh": _("daily refresh"),
        "hourly rollup": _("hourly rollup"),
        "nightly self-check": _("nightly self-check"),
        "nightly verification": _("nightly verification"),
        "retention": _("removal of old rows"),
    }.get(name, name)
