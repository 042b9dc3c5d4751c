"""An event of a live classroom as it is sent, and what became of it; the document's words for both."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator

from analytics.api.guard import REFUSALS
from analytics.api.problems import Problem

MOST_EVENTS = 1_000
MOST_PAYLOAD_BYTES = 8 * 1024
MOST_CHARACTERS = 200
HIGHEST_SEQUENCE = 2**63 - 1

Text = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]


class SessionEvent(BaseModel):
    """Something that happened in a session. `payload` may have only the keys of its type, and no names."""

    model_config = ConfigDict(strict=True)

    session_id: Text
    event_type: Annotated[
        Text, Field(description="configured, started, leader_ready, member_join, member_leave or ended.")
    ]
    event_time: Annotated[AwareDatetime, Field(description="ISO 8601 with an offset; not in the future.")]
    sequence: Annotated[int, Field(ge=1, le=HIGHEST_SEQUENCE, description="Its place in the session's log, from 1.")]
    payload: Annotated[
        dict[str, Any], Field(description="Only keys that its type may have, and at most 8 KiB.", default_factory=dict)
    ]
    teacher_id: Annotated[Text | None, Field(description="The session's own where it is missing.")] = None
    idempotency_key: Annotated[Text | None, Field(description="By which a repetition is known.")] = None

    @field_validator("event_time", mode="before")
    @classmethod
    def _is_iso(cls, value: Any) -> Any:
        return datetime.fromisoformat(value) if isinstance(value, str) else value

    @field_validator("event_time")
    @classmethod
    def _in_utc(cls, value: datetime) -> datetime:
        """Offsets up to 24 hours are ISO 8601; Postgres reads none beyond 16."""
        try:
            return value.astimezone(UTC)
        except OverflowError as error:
            raise ValueError("lies outside the calendar") from error

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
    status: Literal["stored", "duplicate", "rejected"]
    id: str | None = None
    field: str | None = None
    message: str | None = None


class Outcomes(BaseModel):
    """What became of each event, in the order of the request: stored, or duplicate: it was here already."""

    events: list[Outcome]


class Rejected(Outcomes):
    """Some events break a rule: each says which field; the others are stored, or duplicates."""

    detail: str


_EVENT = SessionEvent.model_json_schema()
_SENT = {"oneOf": [_EVENT, {"type": "array", "items": _EVENT, "maxItems": MOST_EVENTS}]}
_RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}

SENT: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/json": {"schema": _SENT}}}}
"""For the `openapi_extra` of a path that reads events by hand."""

ANSWERED: dict[int | str, dict[str, Any]] = {
    **REFUSALS,
    200: {"model": Outcomes, "description": "Every event is stored: now, or before."},
    413: {"model": Problem, "description": "The body is too large."},
    422: {"model": Rejected | Problem, "description": "Some events break a rule, or the body holds no events."},
    429: {"model": Problem, "description": "Too many events wait to be stored.", "headers": _RETRY_AFTER},
    503: {"model": Problem, "description": "The warehouse cannot answer right now.", "headers": _RETRY_AFTER},
}
"""For its `responses`."""
