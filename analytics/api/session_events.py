"""`POST /session-events`: what happens in live classrooms, one event or up to 1,000, each stored exactly once."""

import asyncio
import json
from datetime import datetime
from typing import Annotated, Any

import psycopg
from fastapi import APIRouter, Header, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator
from starlette.responses import JSONResponse

from analytics.api.guard import CHANGES
from analytics.api.problems import Problem
from db.errors import AtalayaError
from sync import event_log
from sync.errors import is_transient

MOST_EVENTS = 1_000
MOST_PAYLOAD_BYTES = 8 * 1024
MOST_BODY_BYTES = 16 * 1024 * 1024
HIGHEST_SEQUENCE = 2**63 - 1

router = APIRouter(tags=["classrooms"])

Text = Annotated[str, Field(min_length=1, max_length=200)]


class SessionEvent(BaseModel):
    """Something that happened in a session. `payload` may have only the keys of its type, and no names."""

    model_config = ConfigDict(strict=True)

    session_id: Text
    event_type: Text
    event_time: AwareDatetime
    sequence: Annotated[int, Field(ge=1, le=HIGHEST_SEQUENCE)]
    payload: dict[str, Any] = {}
    teacher_id: Text | None = None
    idempotency_key: Text | None = None

    @field_validator("event_time", mode="before")
    @classmethod
    def _is_iso(cls, value: Any) -> Any:
        return datetime.fromisoformat(value) if isinstance(value, str) else value

    @field_validator("session_id", "event_type", "teacher_id", "idempotency_key")
    @classmethod
    def _can_be_stored(cls, value: str | None) -> str | None:
        if value is not None and "\0" in value:
            raise ValueError("holds a character that no text may hold")
        return value

    @field_validator("payload")
    @classmethod
    def _is_small(cls, value: dict[str, Any]) -> dict[str, Any]:
        try:
            written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            size = len(written.encode())
        except (ValueError, RecursionError) as error:
            raise ValueError("holds what is no JSON") from error
        if "\\u0000" in written:
            raise ValueError("holds a character that no text may hold")
        if size > MOST_PAYLOAD_BYTES:
            raise ValueError(f"has {size:,} bytes; {MOST_PAYLOAD_BYTES:,} is the most")
        return value


class Outcome(BaseModel):
    """What became of one event."""

    place: int
    status: str
    id: str | None = None
    field: str | None = None
    message: str | None = None


class Outcomes(BaseModel):
    """What became of each event, in the order of the request: stored, or duplicate: it was here already."""

    events: list[Outcome]


class Rejected(Outcomes):
    """Some events break a rule: each says which field; the others are stored, or duplicates."""

    detail: str


# Not in the document: its schema could not say which sessions exist and which keys a type may have, and calls that keep
# to it would be refused all the same. docs/decisions.md says what is asked and answered.
@router.post("/session-events", dependencies=CHANGES, include_in_schema=False)
async def receive(
    request: Request, idempotency_key: Annotated[str | None, Header(max_length=200)] = None
) -> JSONResponse:
    """Stores events; a repetition, known by its key or by its session and number, changes nothing.

    `Idempotency-Key` names the request, `idempotency_key` an event. 200 is answered once everything is committed.
    """
    if event_log.log().is_full:
        # Before the body is read: refusing must cost nothing.
        return _later("Too many events wait to be stored. Send these again in a moment.", 429)
    if int(request.headers.get("content-length") or 0) > MOST_BODY_BYTES:
        return _problem("The body is too large.", 413)
    try:
        given = json.loads(await request.body(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        return _problem("body: this is no JSON.", 422)
    if isinstance(given, dict) and isinstance(given.get("events"), list):
        given = given["events"]
    listed = given if isinstance(given, list) else [given]
    if len(listed) > MOST_EVENTS:
        return _problem(f"events: {len(listed):,} at once; {MOST_EVENTS:,} is the most.", 422)
    outcomes: dict[int, Outcome] = {}
    events: dict[int, event_log.Event] = {}
    for place, one in enumerate(listed):
        try:
            events[place] = _told(SessionEvent.model_validate(one), idempotency_key, alone=not isinstance(given, list))
        except ValidationError as error:
            outcomes[place] = _refused(place, error)
    return await _stored(events, outcomes)


async def _stored(events: dict[int, event_log.Event], outcomes: dict[int, Outcome]) -> JSONResponse:
    """Hands in the events whose shape is right, waits for their commit, and answers for all."""
    try:
        judged = await asyncio.wrap_future(event_log.log().hand_in(list(events.values()))) if events else []
    except event_log.QueueFull as error:
        return _later(str(error), 429)
    except event_log.LogClosed as error:
        return _later(str(error), 503)
    except (psycopg.Error, AtalayaError) as error:
        if not is_transient(error):
            raise
        return _later("The warehouse does not answer. Send the events again in a moment.", 503)
    outcomes |= {place: Outcome(place=place, **vars(found)) for place, found in zip(events, judged, strict=True)}
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


def _later(sentence: str, status: int) -> JSONResponse:
    return JSONResponse(Problem(detail=sentence).model_dump(), status, headers={"Retry-After": "1"})


def _problem(sentence: str, status: int) -> JSONResponse:
    return JSONResponse(Problem(detail=sentence).model_dump(), status)


def _no_number(text: str) -> None:
    raise ValueError(text)
