"""How long `/health` and the API take meanwhile: asked from a process of its own, which no load keeps waiting."""

import multiprocessing
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from types import TracebackType

EVERY_SECONDS = 0.2
PATIENCE_SECONDS = 60
PATHS = {
    "/health": "/health",
    "API": "/materialized-views/top-advisors?limit=100",
}


@dataclass
class Answers:
    """Of one path."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Probes:
    """Asks from the beginning of the `with` to its end; then `answers` says what came."""

    answers: dict[str, Answers]

    def __init__(self, url: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._over = context.Event()
        self._found: Queue[dict[str, Answers]] = context.Queue()
        self._asking = context.Process(target=_ask, args=(url, self._over, self._found))

    def __enter__(self) -> "Probes":
        self._asking.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        self.answers = self._found.get(timeout=2 * PATIENCE_SECONDS)
        self._asking.join()


def _ask(url: str, over: Event, found: "Queue[dict[str, Answers]]") -> None:
    answers = {name: Answers() for name in PATHS}
    while not over.wait(EVERY_SECONDS):
        for name, path in PATHS.items():
            _ask_once(f"{url}{path}", answers[name])
    found.put(answers)


def _ask_once(url: str, answers: Answers) -> None:
    began = time.monotonic()
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as response:  # noqa: S310
            response.read()
    except (urllib.error.URLError, OSError) as error:
        answers.errors.append(str(error))
    answers.seconds.append(time.monotonic() - began)
