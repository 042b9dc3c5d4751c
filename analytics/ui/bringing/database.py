"""Connecting a production database: what it lacks is said here, and what to set; the address itself is never kept."""

import streamlit as st

from analytics.ui import elements, logged, words
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import bullets, markdown
from db.domains import DOMAINS, Domain
from db.errors import AtalayaError
from db.settings import setting_name
from sync.service import imports as service


def form() -> None:
    """A source, the address of its database, and what is found there."""
    elements.header(_("Connect a database"), anchor="database")
    elements.caption(
        _("A PostgreSQL database in the shape of one of the sources; it is only read. Others come in by files.")
    )
    domains = {domain.source: domain for domain in DOMAINS}
    with st.form("connect", border=True):
        source = elements.selectbox(_("Source"), [*domains], format_func=words.source, key="connect_source")
        url = elements.text_input(
            _("Address of the database"),
            key="connect_url",
            type="password",
            placeholder="postgresql://user:password@host:5432/database",
            help=_("It is tried, and kept nowhere."),
        )
        asked = elements.form_submit_button(_("Check"), icon=":material/fact_check:", type="primary")
    if asked and url and source:
        _check(domains[source], url)


def _check(domain: Domain, url: str) -> None:
    source = words.source(domain.source)
    with elements.spinner(_("Asking the database …")):
        try:
            missing = service.check(domain, url)
        except AtalayaError as error:
            elements.error(logged.again(str(error)), icon=":material/error:")
            return
    if missing:
        elements.error(_("{source} cannot be read from there:").format(source=source), icon=":material/error:")
        elements.markdown(bullets(map(logged.again, missing)))
        return
    elements.success(_("It has all that {source} needs.").format(source=source), icon=":material/check_circle:")
    elements.markdown(
        markdown(
            _(
                "Now set `{setting}` to this address, in the server's environment or in `.streamlit/secrets.toml`, and "
                "start the server again. Then run `atalaya sync --replace-demo`: the demo's rows leave, and yours come."
            ),
            setting=setting_name(domain.url_setting),
        )
    )
