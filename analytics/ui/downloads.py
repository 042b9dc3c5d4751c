"""The links to an answer's files: all its rows, however many of them the page shows."""

from analytics.files import link
from analytics.files.extract import PAGING
from analytics.files.formats.xlsx import MOST_ROWS
from analytics.ui import elements, i18n, loaders, numbers
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.markdown import beside, markdown
from analytics.ui.markdown import link as to

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
    labels = {"csv": markdown(":material/download: {label}", label=_csv_label(rows))} | _LABELS
    # One text: three buttons would take the browser as long as a picture does.
    elements.markdown(
        beside(
            labels[each] if rows == 0 or (full and each == "xlsx") else to(labels[each], urls[each]) for each in labels
        ),
        help=_("A workbook holds {most} rows.").format(most=numbers.whole(MOST_ROWS)) if full else None,
        width="content",
    )


def _csv_label(rows: int | None) -> str:
    if rows is None:
        return _("Download CSV")
    return ngettext("Download CSV, {count} row", "Download CSV, {count} rows", rows).format(count=numbers.whole(rows))
