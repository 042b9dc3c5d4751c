"""What a span of time did to the marketplace, computed without asking the database.

Every client's whole life follows from the seed, requests and offers included, so a span can be replayed at any time,
and a marketplace that was simulated in pieces is the one that was simulated in one go. Only which advisors are online
(`happenings.sql`) is drawn in the database.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from sources.demo.advisors import catalogue, request_rows, requests, rows, staff, world
from sources.demo.advisors.advisors import Network, network
from sources.demo.advisors.clients import Planned, clients
from sources.demo.history import Changes, History
from sources.demo.production import World

REACH = timedelta(days=world.REACH_DAYS)


def changes(of: World, since: datetime | None, until: datetime) -> Changes:
    """Everything that happened after `since` (None: ever) up to and including `until`."""
    found = Changes()
    for table, values in catalogue.extras(of):
        found.settle(table, [(of.founded_at, values)], since, until)
    for table, history in staff.histories(of):
        found.settle(table, history, since, until)
    advisors = network(of, until)
    for table, history in chain(_about_advisors(of, advisors, until), _about_clients(of, advisors, since, until)):
        found.settle(table, history, since, until)
    return found


def _about_advisors(of: World, advisors: Network, until: datetime) -> Iterator[tuple[str, History]]:
    for advisor in advisors.everybody.advisors:
        yield "asesores", rows.advisor(of, advisor, until)
        yield from (("auditorias", history) for history in rows.audits(of, advisor, until))


def _about_clients(
    of: World, advisors: Network, since: datetime | None, until: datetime
) -> Iterator[tuple[str, History]]:
    for client in clients(of, until):
        yield "clientes", rows.client(client)
        for planned in client.requests:
            if _is_touched(planned, since, until):
                yield from request_rows.of_request(of, requests.live(of, advisors, client, planned))


def _is_touched(planned: Planned, since: datetime | None, until: datetime) -> bool:
    if planned.created_at > until:
        return False
    edited_at = planned.edited_at
    return since is None or planned.created_at + REACH > since or (edited_at is not None and since < edited_at <= until)
