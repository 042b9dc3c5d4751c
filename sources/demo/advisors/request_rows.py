"""Turns a request, its offers and its notifications into rows through time, with all that goes wrong on the way."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from sources.demo.advisors import traps, vehicles, world
from sources.demo.advisors.bids import Notification, Offer
from sources.demo.advisors.requests import ACCEPTED, WITHOUT_OFFERS, Request
from sources.demo.advisors.rows import Edits, stamped
from sources.demo.chance import between, draws, uuid
from sources.demo.history import History, Values
from sources.demo.production import World

OPEN = "ABIERTA"


def of_request(of: World, found: Request) -> Iterator[tuple[str, History]]:
    """Table and history of every row; those of a request that is deleted for good end with it."""
    random = draws(of.seed, "rows of request", found.key)
    yield "solicitudes", _cut(_request(random, found), found.deleted_at)
    for number, told in enumerate(found.told):
        if told.offer:
            yield "ofertas", _cut(_offer(random, of, found, number, told.offer), found.deleted_at)
        for history in _notifications(random, of, found, number, told):
            yield "notificaciones", _cut(history, found.deleted_at)


def _cut(history: History, deleted_at: datetime | None) -> History:
    if deleted_at is None:
        return history
    before = [version for version in history if version[0] < deleted_at]
    return [*before, (deleted_at, None)] if before else []


def _request(random: Random, found: Request) -> History:
    values: Values = {
        "id": found.id,
        "codigo": f"S-{found.id[:13].upper()}",
        "cliente_id": found.client_id,
        "estado": OPEN,
        "marca_vehiculo": found.brand_as_typed,
        "modelo_vehiculo": vehicles.model(random, found.brand),
        "anio_vehiculo": random.randint(*vehicles.YEARS),
        "ciudad": found.where.city,
        "departamento": found.where.department,
        "cerrada_at": None,
    }
    edits = [*_closing(random, found), *_second_thoughts(random, found)]
    if found.edited_at:
        edits.append((found.edited_at, {"marca_vehiculo": found.brand}))
    return stamped(found.created_at, values, edits)


def _closing(random: Random, found: Request) -> Edits:
    verdict = found.verdict
    estado = "CANCELADA" if traps.happens(random, "unknown estado of a request") else verdict.estado
    if traps.happens(random, "closed without cerrada_at"):
        return [(verdict.closed_at, {"estado": estado})]
    early = traps.happens(random, "closed before it was made")
    closed_at = found.created_at - between(random, 0.01, 0.2) if early else verdict.closed_at
    return [(verdict.closed_at, {"estado": estado, "cerrada_at": closed_at})]


def _second_thoughts(random: Random, found: Request) -> Edits:
    verdict = found.verdict
    again_at = verdict.closed_at + between(random, 0.5, 9)
    later = again_at + between(random, 1, 25)
    if verdict.estado in (ACCEPTED, WITHOUT_OFFERS):
        if not traps.happens(random, "open with cerrada_at"):
            return []
        mended = traps.happens(random, "open with cerrada_at mended")
        return [(again_at, {"estado": OPEN}), *([(later, {"estado": verdict.estado})] if mended else [])]
    if traps.happens(random, "reopened"):
        closed = {"estado": verdict.estado, "cerrada_at": later}
        return [(again_at, {"estado": OPEN, "cerrada_at": None}), (later, closed)]
    return []


def _offer(random: Random, of: World, found: Request, number: int, offer: Offer) -> History:
    values: Values = {
        "id": uuid(of.seed, "oferta", found.key, number),
        "solicitud_id": found.id,
        "asesor_id": offer.advisor.id,
        "monto_total": _amount(random, offer),
        **_terms(random, offer),
        "ganadora": False,
        "aceptada_at": None,
        "entregada_at": None,
        "puntaje": None,
    }
    edits = [*_success(random, found, offer)]
    if traps.happens(random, "amount corrected later"):
        moment = offer.recorded_at + between(random, 1, world.CORRECTED_WITHIN_DAYS)
        edits.append((moment, {"monto_total": round(offer.amount * random.uniform(0.8, 1.1), -2)}))
    if offer.withdrawn_at:
        edits.append((offer.withdrawn_at, None))
    early = traps.happens(random, "made before its request")
    made_at = found.created_at - between(random, 0.002, 0.2) if early else offer.made_at
    history = stamped(offer.recorded_at, values, edits)
    return [(moment, version and version | {"created_at": made_at}) for moment, version in history]


def _amount(random: Random, offer: Offer) -> float:
    if traps.happens(random, "amount of zero"):
        return 0
    return -offer.amount if traps.happens(random, "negative amount") else offer.amount


def _terms(random: Random, offer: Offer) -> Values:
    unknown = traps.happens(random, "delivery days missing")
    wrong = traps.happens(random, "negative term")
    untold = traps.happens(random, "warranty missing")
    return {
        "tiempo_entrega_dias": None if unknown else -offer.delivery_days - 1 if wrong else offer.delivery_days,
        "garantia_meses": None if untold else offer.warranty_months,
    }


def _success(random: Random, found: Request, offer: Offer) -> Edits:
    verdict = found.verdict
    if offer.recorded_at >= verdict.evaluated_at or offer.withdrawn_at:
        return []
    score = round(min(100.0, 100 * verdict.winners[0].rank / offer.rank), 1)
    edits: Edits = [(verdict.evaluated_at, {"puntaje": score, "ganadora": offer in verdict.winners})]
    if offer is verdict.accepted:
        edits.append((verdict.closed_at, {"aceptada_at": verdict.closed_at}))
        if verdict.delivered_at:
            early = traps.happens(random, "delivered before accepted")
            delivered_at = verdict.closed_at - between(random, 0.02, 0.4) if early else verdict.delivered_at
            edits.append((verdict.delivered_at, {"entregada_at": delivered_at}))
    elif offer in verdict.winners and traps.happens(random, "delivered but not accepted"):
        moment = verdict.closed_at + between(random, 0.5, 12)
        edits.append((moment, {"entregada_at": moment}))
    return edits


def _notifications(random: Random, of: World, found: Request, number: int, told: Notification) -> Iterator[History]:
    values: Values = {
        "id": uuid(of.seed, "notificacion", found.key, number),
        "asesor_id": told.advisor.id,
        "solicitud_id": found.id,
        "canal": "PUSH" if number % 3 else "WHATSAPP",
        "respondida_at": None,
    }
    edits: Edits = []
    if told.answered_at:
        early = traps.happens(random, "answered before sent")
        answered_at = told.sent_at - between(random, 0.001, 0.03) if early else told.answered_at
        edits.append((told.answered_at, {"respondida_at": answered_at}))
    if traps.happens(random, "notification with an old cursor"):
        # Kept back by a queue: it arrives when the sync has read on, dated as if it had been there all the time.
        dated = values | {"enviada_at": told.sent_at, "updated_at": told.sent_at}
        yield [(told.sent_at + between(random, 0.1, 3), dated)]
        return
    yield stamped(told.sent_at, values, edits, created="enviada_at")
    if traps.happens(random, "notified twice"):
        again = values | {"id": uuid(of.seed, "notificacion", found.key, number, "again")}
        yield stamped(told.sent_at + between(random, 0.003, 0.03), again, [], created="enviada_at")
