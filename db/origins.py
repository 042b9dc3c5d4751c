"""Where the rows of each source came from: simulated, imported, or copied from the production that a setting names."""

from collections.abc import Iterable
from typing import Literal

import psycopg

Origin = Literal["demo", "imports", "url"]


def origins(connection: psycopg.Connection) -> dict[str, Origin]:
    """By source; those whose replica was never filled are missing. From ops.source_origin."""
    return dict(connection.execute("select source, origin from ops.source_origin").fetchall())


def record(connection: psycopg.Connection, sources: Iterable[str], origin: Origin) -> None:
    """Notes where the rows of sources come from, from now on; nothing is written where that is known."""
    for source in sources:
        connection.execute(
            "insert into ops.source_origin as known (source, origin) values (%s, %s) on conflict (source) do update "
            "set origin = excluded.origin, since = excluded.since where known.origin is distinct from excluded.origin",
            [source, origin],
        )
