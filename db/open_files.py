"""How many files and connections this process may have open: most systems allow far more to whoever asks for it."""

import resource

ENOUGH = 4096
"""From here on nobody needs to be told."""

_EACH_READER, _OTHERS = 4, 120
"""A tab's connection and what its session holds; database, requests of the API, files in the making."""


def raise_limit() -> str:
    """Raises the limit as far as this process may; what to know where that is not far, else nothing."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard == resource.RLIM_INFINITY or hard >= ENOUGH:
        return ""
    return (
        f"At most {hard:,} files and connections may be open here, enough for about {readers(hard):,} tabs at once; "
        f"`ulimit -n {ENOUGH}` before the start allows more (docs/operating.md)."
    )


def readers(limit: int) -> int:
    """How many tabs may be open at once under a limit."""
    return max(0, (limit - _OTHERS) // _EACH_READER)
