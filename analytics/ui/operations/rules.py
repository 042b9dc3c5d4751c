"""The organisation's rules: what is in force, what each decides, what a change would do, who changed what."""

import json
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from analytics import rules
from analytics.rows import Row
from analytics.ui import access, clocks, elements, loaders, numbers, permission, words
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.markdown import bullets, code, listed, markdown
from analytics.ui.operations import rule_words
from analytics.ui.parts import part
from analytics.ui.sections import section
from analytics.ui.selection import Selection
from analytics.ui.tables import Column, Columns
from db import warehouse
from db.errors import AtalayaError, RulesError
from db.rules import file
from db.rules.dependents import facts_of, views_of
from db.rules.differing import of_file
from db.rules.model import RULES, Mistake, Rule, checked
from db.rules.preview import LONGEST_SECONDS, Preview
from db.rules.values import WEEKDAYS
from sync import service


@part
def draw() -> None:
    """The rules, the one that is selected with what a change would do, and the history."""
    differing = of_file(warehouse.current())
    if differing.refused:
        elements.warning(
            _("The file of rules is refused, and what is in force stays:") + f"\n{differing.refused}",
            icon=":material/warning:",
        )
    elif differing.rules:
        elements.info(
            _("{path} says otherwise than the rules in force: {rules}. `atalaya migrate` takes it over.").format(
                path=differing.path, rules=", ".join(differing.rules)
            ),
            icon=":material/info:",
        )
    section(
        _("Rules in force"),
        loaders.ask(rules.rules),
        name="rules",
        columns=_columns(),
        caption=_("What this organisation has set. Select a rule to see what it decides, and to try another value."),
        empty=_("The warehouse has no rules yet."),
        selection=Selection("rule", "rule", _one),
    )
    section(
        _("Changes of the rules"),
        loaders.ask(rules.changes),
        name="rule_changes",
        columns={
            "changed_at": Column(_("When"), lambda value: numbers.moment(value, clocks.readers())),
            "changed_by": Column(_("Who")),
            "rule": Column(_("Rule"), _with_source),
            "old": Column(_("Before"), _written),
            "new": Column(_("After"), _written),
            "seconds": Column(_("Took"), numbers.seconds),
        },
        caption=_("Who set what, from what to what. Newest first."),
        empty=_("No rule has been changed yet."),
    )


def _columns() -> Columns:
    return {
        "source": Column(_("Source"), words.source, width=150),
        "rule": Column(_("Rule"), rule_words.rule, width="large"),
        "said": Column(_("In force"), _written, width="large"),
    }


def _with_source(name: str) -> str:
    return f"{words.source(RULES[name].source)}: {rule_words.rule(name)}"


def _written(said: str) -> str:
    """A value as it is read, from its JSON."""
    found = json.loads(said, parse_float=Decimal)
    match found:
        case [{"name": _name}, *_others]:
            return " → ".join(f"{course['name']} ({course['episodes']})" for course in found)
        case [[_first, _last], *_more]:
            return ", ".join(f"{first}–{last}" for first, last in found)
        case list():
            return ", ".join(map(str, found))
        case str():
            return found
    return numbers.exact(found)


def _one(row: Row) -> None:
    rule = RULES[row["rule"]]
    with st.container(border=True, key="one_rule", gap="small"):
        elements.markdown(markdown("**{rule}** · {name}", rule=rule_words.rule(rule.name), name=code(rule.name)))
        _decides(rule)
        wanted = _asked(rule, json.loads(row["said"], parse_float=Decimal))
        if wanted is not None:
            _try(rule, wanted)


def _decides(rule: Rule) -> None:
    views, facts = views_of(rule.name), facts_of(rule.name)
    said = ngettext("{count} view reads it.", "{count} views read it.", len(views)).format(
        # rows shown: the names below
        count=numbers.whole(len(views))
    )
    made = (
        markdown(_("A change makes these anew: {facts}."), facts=listed(map(code, facts)))
        if facts
        else _("A change makes nothing anew.")
    )
    elements.caption(markdown("{said} {made}", said=said, made=made))
    if views:
        with elements.expander(_("What depends on it")):
            elements.markdown(bullets(map(code, views)))


def _asked(rule: Rule, value: Any) -> Any:
    """Another value than the one in force, where the reader has chosen one that the rule may have."""
    label, key = _("Another value"), f"rule_{rule.name}"
    text = _text_of(rule, value)
    if rule.key == "time_zone":
        zones = sorted(available_timezones())
        entered: str | None = elements.selectbox(label, zones, index=zones.index(text) if text in zones else 0, key=key)
    elif rule.key == "week_starts_on":
        entered = elements.selectbox(
            label,
            WEEKDAYS,
            index=WEEKDAYS.index(text),
            format_func=lambda day: numbers.weekday_name(WEEKDAYS.index(day)),
            key=key,
        )
    else:
        entered = elements.text_input(label, value=text, key=key, help=_("As in the file of rules.") + _span(rule))
    if entered is None or entered == text:
        return None
    return _read(rule, entered)


def _span(rule: Rule) -> str:
    return f" {rule.span}." if rule.span else ""


def _text_of(rule: Rule, value: Any) -> str:
    return str(value) if rule.sql_type == "text" else file.text_of(value).replace("\n", "")


def _read(rule: Rule, entered: str) -> Any:
    """The value that was entered; None, with what is wrong, where the rule may not have it."""
    try:
        value = entered if rule.sql_type == "text" else file.value_of(entered)
    except RulesError:
        elements.error(_("This cannot be read. Write it as it stands in the file of rules."), icon=":material/error:")
        return None
    in_force = dict(rules.in_force())
    tree: dict[str, dict[str, Any]] = {}
    for name, other in in_force.items():
        tree.setdefault(RULES[name].source, {})[RULES[name].key] = other
    tree[rule.source][rule.key] = value
    found, mistakes = checked(tree)
    of_rule = [one for one in mistakes if one.key == rule.key] or mistakes
    if found is None:
        elements.error(_said(of_rule[0]), icon=":material/error:")
        return None
    return found.values()[rule.name]


def _said(mistake: Mistake) -> str:
    return f"{mistake.source}.{mistake.key}: {mistake.reason}"


def _try(rule: Rule, wanted: Any) -> None:
    """What it would do, and the button that makes it so."""
    tried = f"rule_tried_{rule.name}"
    if elements.button(_("Preview"), key=f"preview_{rule.name}", icon=":material/visibility:"):
        with elements.spinner(_("Trying it; nothing is changed …")):
            try:
                st.session_state[tried] = (wanted, service.preview_rules({rule.name: wanted}))
            except AtalayaError as error:
                elements.error(str(error), icon=":material/error:")
    value, preview = st.session_state.get(tried, (None, None))
    if preview is None or value != wanted:
        return
    _effects(preview)
    if not permission.may_change(f"token_{rule.name}"):
        return
    if elements.button(_("Apply"), key=f"apply_{rule.name}", type="primary", icon=":material/check:"):
        with elements.spinner(_("Changing the rule and what depends on it …")):
            try:
                changes = service.change_rules({rule.name: wanted}, access.who())
            except AtalayaError as error:
                elements.error(str(error), icon=":material/error:")
                return
        del st.session_state[tried]
        for change in changes:
            took = numbers.seconds(change.seconds)
            elements.toast(_("The rule is in force ({took}).").format(took=took), icon=":material/check:")
        st.rerun()


def _effects(preview: Preview) -> None:
    moved = [
        markdown(
            "{figure}: {before} → **{after}**",
            figure=rule_words.figure(one.figure),
            before=numbers.exact(one.before),
            after=numbers.exact(one.after),
        )
        for one in preview.effects
    ]
    if moved:
        elements.markdown(bullets(moved))
    elif preview.seen:
        elements.markdown(_("None of the figures that are compared would move."))
    if preview.unseen:
        elements.warning(
            _("What it would do to {sources} could not be told within {seconds}.").format(
                sources=", ".join(map(words.source, preview.unseen)), seconds=numbers.seconds(LONGEST_SECONDS)
            ),
            icon=":material/hourglass_empty:",
        )
