"""Failed sign-ins slow down whoever makes them: each address by itself, and nobody who is in already.

A few slips are free. Then every failure doubles the time during which no further one from there is looked at. What is
remembered is bounded: the addresses that failed last.
"""

import ipaddress
import time
from collections import OrderedDict
from dataclasses import dataclass, field

FREE = 5
LONGEST_SECONDS = 60.0
FORGOTTEN_SECONDS = 900.0
REMEMBERED = 10_000


@dataclass
class _Failures:
    count: int = 0
    last: float = 0.0

    @property
    def waits_until(self) -> float:
        if self.count <= FREE:
            return 0.0
        return self.last + min(LONGEST_SECONDS, 2.0 ** min(self.count - FREE - 1, 16))


@dataclass
class SignIns:
    """The failures of this process, by address."""

    _failures: OrderedDict[str, _Failures] = field(default_factory=OrderedDict)

    def seconds_to_wait(self, address: str) -> float:
        """How long no sign-in from there is looked at; 0 when it may try."""
        known = self._failures.get(_network(address))
        return max(0.0, known.waits_until - time.monotonic()) if known else 0.0

    def failed(self, address: str) -> None:
        """Counts a wrong password or token."""
        now, network = time.monotonic(), _network(address)
        known = self._failures.pop(network, _Failures())
        if now - known.last > FORGOTTEN_SECONDS:
            known.count = 0
        known.count, known.last = known.count + 1, now
        self._failures[network] = known
        while len(self._failures) > REMEMBERED:
            self._failures.popitem(last=False)

    def forget(self) -> None:
        """Begins anew."""
        self._failures.clear()


def _network(address: str) -> str:
    """Whoever has an IPv6 address has all of its /64."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else address


SIGN_INS = SignIns()
"""Those of this server."""


def too_many(seconds: float) -> str:
    """What somebody reads who has to wait."""
    return f"Too many failed sign-ins from your address. Try again in {max(1, round(seconds))} seconds."
