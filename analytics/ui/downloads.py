"""The links to an answer's files: all its rows, however many of them the page shows."""

from analytics.files import link
from analytics.files.extract import PAGING
from analytics.files.formats.xlsx import MOST_ROWS
from analytics.ui import elements, i18n, loaders, numbers
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext

_LABELS = {"xlsx": "XLSX", "parquet": "Parquet"}


def links(answer: Answer, name: str, of: str = "") -> None:
    """CSV, with how many rows there are; the same rows as a workbook and for programs."""
    rows = loaders.rows_of_file(answer)
    asked = link.Asked(
        link.named(answer.question),
        {key: value for key, value in answer.arguments.items() if key not in PAGING},
        name,
        i18n.language(),
        day=answer.day.isoformat() if answer.day else None,
        rows=rows,
        about=of,
    )
    urls = link.of_formats(asked)
    full = rows is not None and rows > MOST_ROWS
    _button(_csv_label(rows), urls["csv"], f"csv_{name}", icon=":material/download:", disabled=rows == 0)
    for file_format, label in _LABELS.items():
        refused = full and file_format == "xlsx"
        why = _("A workbook holds {most} rows.").format(most=numbers.whole(MOST_ROWS)) if refused else None
        _button(label, urls[file_format], f"{file_format}_{name}", disabled=refused or rows == 0, why=why)


def _button(label: str, url: str, key: str, *, disabled: bool, icon: str | None = None, why: str | None = None) -> None:
    elements.link_button(label, url, type="tertiary", key=key, icon=icon, disabled=disabled, help=why)


def _csv_label(rows: int | None) -> str:
    if rows is None:
        return _("Download CSV")
    return ngettext("Download CSV, {count} row", "Download CSV, {count} rows", rows).format(count=numbers.whole(rows))
