"""`POST /session-events`: what happens in live classrooms, one event or up to 1,000, each stored exactly once."""

import asyncio
import json
from typing import Annotated, Any

import psycopg
from fastapi import APIRouter, Header, HTTPException, Request
from pydantic import ValidationError
from starlette.responses import JSONResponse

from analytics.api import bodies, event_log
from analytics.api.guard import CHANGES
from analytics.api.session_event import (
    ANSWERED,
    MOST_CHARACTERS,
    MOST_EVENTS,
    SENT,
    Outcome,
    Outcomes,
    Rejected,
    SessionEvent,
)
from db.errors import AtalayaError
from sync.errors import is_transient

router = APIRouter(tags=["classrooms"])


# The body is read by hand, so that each event is judged on its own.
@router.post("/session-events", dependencies=CHANGES, responses=ANSWERED, openapi_extra=SENT)
async def session_events(request: Request, idempotency_key: Annotated[str | None, Header()] = None) -> JSONResponse:
    """Stores one event or up to 1,000; a repetition, known by its key or by its session and number, changes nothing.

    `Idempotency-Key` names the request, `idempotency_key` an event. 200 is answered once everything is committed.
    """
    if event_log.log().is_full:
        # Before the body is read: refusing must cost nothing.
        raise bodies.later("Too many events wait to be stored. Send these again in a moment.", 429)
    if idempotency_key and len(idempotency_key) > MOST_CHARACTERS:
        raise HTTPException(422, f"Idempotency-Key: {MOST_CHARACTERS} characters are the most.")
    given = _given(await bodies.body(request))
    listed = given if isinstance(given, list) else [given]
    if len(listed) > MOST_EVENTS:
        raise HTTPException(422, f"events: {len(listed):,} at once; {MOST_EVENTS:,} is the most.")
    outcomes: dict[int, Outcome] = {}
    events: dict[int, event_log.Event] = {}
    for place, one in enumerate(listed):
        try:
            events[place] = _told(SessionEvent.model_validate(one), idempotency_key, alone=not isinstance(given, list))
        except ValidationError as error:
            outcomes[place] = _refused(place, error)
    return await _stored(events, outcomes)


def _given(body: bytes) -> Any:
    """What the body says: an event, or a list of events, also under the name `events`."""
    try:
        given = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise HTTPException(422, "body: this is no JSON.") from error
    if isinstance(given, dict) and isinstance(given.get("events"), list):
        return given["events"]
    return given


async def _stored(events: dict[int, event_log.Event], outcomes: dict[int, Outcome]) -> JSONResponse:
    """Hands in the events whose shape is right, waits for their commit, and answers for all."""
    try:
        judged = await asyncio.wrap_future(event_log.log().hand_in(list(events.values()))) if events else []
    except event_log.QueueFull as error:
        raise bodies.later(str(error), 429) from error
    except event_log.LogClosed as error:
        raise bodies.later(str(error), 503) from error
    except (psycopg.Error, AtalayaError) as error:
        if not is_transient(error):
            raise
        raise bodies.later("The warehouse does not answer. Send the events again in a moment.", 503) from error
    outcomes |= {
        place: Outcome.model_validate({"place": place, **vars(found)})
        for place, found in zip(events, judged, strict=True)
    }
    return _answer([outcomes[place] for place in sorted(outcomes)])


def _told(event: SessionEvent, header: str | None, *, alone: bool) -> dict[str, Any]:
    """The event with its key; a batch's key is told apart by what each event is, in whatever order they come."""
    key = event.idempotency_key
    if key is None and header:
        key = header if alone else f"{header}/{event.session_id}/{event.sequence}"
    return {**event.model_dump(mode="json"), "idempotency_key": key}


def _refused(place: int, error: ValidationError) -> Outcome:
    first = error.errors(include_url=False, include_context=False)[0]
    named = ".".join(map(str, first["loc"])) or "event"
    return Outcome(place=place, status="rejected", field=named, message=f"{named}: {first['msg']}")


def _answer(outcomes: list[Outcome]) -> JSONResponse:
    rejected = [one for one in outcomes if one.status == "rejected"]
    if not rejected:
        return JSONResponse(Outcomes(events=outcomes).model_dump())
    first = rejected[0]
    detail = f"Event {first.place}, {first.field}: {first.message}"
    return JSONResponse(Rejected(detail=detail, events=outcomes).model_dump(), 422)


def _no_number(text: str) -> None:
    raise ValueError(text)
