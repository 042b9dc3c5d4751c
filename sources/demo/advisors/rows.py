"""Turns clients, advisors and audits into the rows that a production holds about them, through time."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sources.demo.advisors import people, traps, world
from sources.demo.advisors.advisors import Advisor, evaluations
from sources.demo.advisors.clients import Client
from sources.demo.chance import between, days, draws, uuid
from sources.demo.history import History, Values, edited
from sources.demo.production import World

Edits = list[tuple[datetime, Mapping[str, Any] | None]]


def stamped(created_at: datetime, values: Values, edits: Edits, *, created: str = "created_at") -> History:
    """The history of a row of this production."""
    return edited(created_at, values, edits, created=created, updated="updated_at")


def client(found: Client) -> History:
    """A client; one who never asked for anything may be erased."""
    values: Values = {
        "id": found.id,
        "nombre": found.name,
        "telefono": None,
        "ciudad": found.where.city if found.tells_city else None,
        "departamento": found.where.department if found.tells_city else None,
    }
    return stamped(found.created_at, values, [(found.erased_at, None)] if found.erased_at else [])


def advisor(of: World, found: Advisor, until: datetime) -> History:
    """An advisor: judged once a month, now and then inactive or suspended."""
    values: Values = {
        "id": found.id,
        "nombre": found.name,
        "email": found.email,
        "telefono": people.telephone(draws(of.seed, "telephone", found.key)),
        "ciudad": found.city,
        "departamento": found.where.department,
        "punto_venta": found.shop,
        "confianza": None,
        "nivel_actual": None,
        "estado": found.estados[0][1],
        "actividad_reciente_pct": None,
        "desempeno_historico_pct": None,
    }
    edits: Edits = [(moment, {"estado": estado}) for moment, estado in found.estados[1:]]
    edits += evaluations(of, found, until)
    return stamped(found.joined_at, values, edits)


def audits(of: World, found: Advisor, until: datetime) -> Iterator[History]:
    """The audits of one advisor; now and then two people audit at once, or somebody gets it wrong."""
    random = draws(of.seed, "audits", found.key)
    moment, number, trust = found.joined_at, 0, random.uniform(2.8, 4.4)
    while (moment := moment + days(3 + random.expovariate(1 / world.DAYS_BETWEEN_AUDITS))) <= until:
        number += 1
        trust = min(4.9, max(1.2, trust + random.gauss(0.02, 0.25)))
        scale = 2 if traps.happens(random, "audit on a scale of ten") and trust > 2.6 else 1
        edits: Edits = []
        if traps.happens(random, "audit corrected later"):
            edits.append((moment + between(random, 1, 30), {"confianza_auditada": round(min(5.0, trust + 0.3), 2)}))
        if traps.happens(random, "audit deleted"):
            edits.append((moment + between(random, 1, 40), None))
        yield stamped(moment, _audit(of, found, f"{number}", trust * scale), edits, created="auditada_at")
        if traps.happens(random, "audited twice at once"):
            yield stamped(moment, _audit(of, found, f"{number}b", trust * 0.9), [], created="auditada_at")


def _audit(of: World, found: Advisor, key: str, trust: float) -> Values:
    return {
        "id": uuid(of.seed, "auditoria", found.key, key),
        "asesor_id": found.id,
        "auditor": "control interno",
        "confianza_auditada": round(trust, 2),
    }
