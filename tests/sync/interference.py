"""A way to disturb a sync while it runs: at a chosen batch."""

import threading
from collections.abc import Callable


class AtBatch(threading.Event):
    """Looks like a wish to stop, which a sync asks for before each batch: the chosen one brings the disturbance."""

    def __init__(self, number: int, disturb: Callable[[], object]) -> None:
        super().__init__()
        self.left, self.disturb = number, disturb

    def is_set(self) -> bool:
        self.left -= 1
        if self.left == 0:
            self.disturb()
        return super().is_set()
