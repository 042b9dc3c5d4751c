"""Coroutines in tests: each in a thread of its own, since an open browser keeps the loop of this one running."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Outcome = TypeVar("Outcome")


def completed(coroutine: Coroutine[Any, Any, Outcome]) -> Outcome:
    """What a coroutine comes to."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
