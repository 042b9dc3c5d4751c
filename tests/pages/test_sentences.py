"""What views and logs say stands on no page in English where the reader's language is another."""

import re
from collections.abc import Iterator

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from analytics.ui import i18n
from analytics.ui.extraction import OF_LOGS
from db.warehouse import Warehouse
from tests.factories import rows
from tests.ops import records
from tests.pages.conftest import OpenPage
from tests.sentences import circumstances
from tests.thoroughness import in_turn

RAW = {"database_said"}
"""Columns that hold what a database said, and say so."""

SHORTEST = 12
"""A piece of a sentence that is shorter may be a name."""


@pytest.fixture
def telling(warehouse_18: Warehouse) -> Warehouse:
    """Groups to rescue, findings, rows in quarantine, classrooms, a run that failed."""
    said = logs()
    with warehouse_18.connect() as connection:
        circumstances.curriculum(connection)
        circumstances.quarantine(connection)
        circumstances.waiting_hours(connection)
        records.run(
            connection,
            1,
            "ngeshare",
            "academy",
            status="failed",
            message=" ".join(text for text in said if text.endswith(".")),
        )
        for number, message in enumerate(said):
            records.table(connection, 1, "academy", f"t{number}", status="failed", message=message)
            records.verified(connection, 1, "academy", f"t{number}", message=message)
            connection.execute(
                """insert into ops.sync_error_log (run, source, "table", attempt, message)
                values (1, 'academy', %s, 1, %s)""",
                [f"t{number}", message],
            )
    return warehouse_18


def logs() -> list[str]:
    """Every sentence that a run may write down."""
    return [
        re.sub(r"\{\w+\}", "it", message)
        for context, message in i18n.contexts()
        if context == OF_LOGS and isinstance(message, str)
    ]


def shown(app: AppTest) -> Iterator[str]:
    """All that a page shows, cells of its tables as they are written."""
    for part in [*app.main, *app.sidebar]:
        if part.type == "dataframe":
            yield from _cells(part)
        else:
            yield str(getattr(part, "value", ""))
            yield str(getattr(part, "label", ""))


def _cells(table: object) -> Iterator[str]:
    frame = table.value  # type: ignore[attr-defined]
    written = table.proto.arrow_data.styler.display_values  # type: ignore[attr-defined]
    drawn = pa.ipc.open_stream(written).read_pandas() if written else frame
    for name in set(frame.columns) - RAW:
        yield from drawn.iloc[:, list(frame.columns).index(name)].astype(str)


def pieces() -> set[str]:
    """What stands between the values in the English sentences of views and logs."""
    found = set()
    for _context, message in i18n.contexts():
        for text in [message] if isinstance(message, str) else message:
            found |= {piece.strip() for piece in re.split(r"\{\w+\}", text)}
    return {piece for piece in found if len(piece) >= SHORTEST and " " in piece}


@pytest.mark.parametrize(
    ("page", "url", "language"),
    in_turn(
        [
            ("rescue_list", {}),
            ("curriculum_funnel", {}),
            ("facilitator_growth", {}),
            ("home", {}),
            ("operations", {"show": "runs"}),
            ("operations", {"show": "agreement"}),
            ("operations", {"show": "quarantine"}),
            ("operations", {"show": "classrooms"}),
        ],
        ["es", "id"],
    ),
    ids=lambda value: value if isinstance(value, str) else value.get("show", ""),
)
def test_no_sentence_is_english_for_a_reader_of_another_language(
    telling: Warehouse, open_page: OpenPage, page: str, url: dict[str, str], language: str
) -> None:
    app = open_page(telling, page, language=language, **url)
    assert not app.exception
    said = "\n".join(shown(app))
    assert {piece for piece in pieces() if piece in said} == set()


def test_the_search_for_english_finds_it(telling: Warehouse, open_page: OpenPage) -> None:
    said = "\n".join(shown(open_page(telling, "rescue_list", language="en")))
    found = {piece for piece in pieces() if piece in said}
    assert {"Stalled: the last meeting was on", "). Worth rescuing: it reached episode"} <= found
    said = "\n".join(shown(open_page(telling, "operations", language="en", show="runs")))
    assert {"Skipped, because it depends on", "Another sync is running; wait for it to end."} <= {
        piece for piece in pieces() if piece in said
    }


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("en", r"Stalled: the last meeting was on May 1, 2026, [\d,]+ days ago \(limit: 28 days\). Worth rescuing: it "
         r"reached episode 7 of 9, 77.78% \(threshold: 70%\)."),
        ("es", r"Estancado: la última reunión fue el 1 may 2026, hace [\d.]+ días \(límite: 28 días\). Vale la pena "
         r"rescatarlo: llegó al episodio 7 de 9, 77,78\xa0% \(umbral: 70\xa0%\)."),
        ("id", r"Terhenti: pertemuan terakhir pada 1 Mei 2026, [\d.]+ hari yang lalu \(batas: 28 hari\). Layak "
         r"diselamatkan: sudah mencapai episode 7 dari 9, 77,78% \(ambang: 70%\)."),
    ],
)  # fmt: skip
def test_the_reason_for_a_rescue_can_be_pasted_in_three_languages(
    telling: Warehouse, open_page: OpenPage, language: str, reason: str
) -> None:
    app = open_page(telling, "rescue_list", language=language)
    table = next(table.value for table in app.dataframe if "reason" in table.value.columns)
    [said] = table.loc[table["group_name"] == "Group stalled", "reason"]
    assert re.fullmatch(reason, said)
    with telling.connect() as connection:
        [[text]] = rows(connection, "select reason from ngeshare.v_rescue_list where group_id = 'stalled'")
    assert text.startswith("Stalled: the last meeting was on 2026-05-01, ")
