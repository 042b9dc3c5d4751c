"""Failed sign-ins slow down their address, and nobody else."""

from collections.abc import Callable, Iterator

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from db import sign_ins
from db.basic_auth import BasicAuth, credentials
from db.errors import SettingError
from db.settings import settings
from db.sign_ins import SIGN_INS, SignIns
from tests.db.test_basic_auth import ANA, ROUTES

GUESS = httpx2.BasicAuth("ana", "guess")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], None]]:
    """Moves the time on."""
    now = [1_000_000.0]
    monkeypatch.setattr("db.sign_ins.time.monotonic", lambda: now[0])
    SIGN_INS.forget()
    yield lambda seconds: now.__setitem__(0, now[0] + seconds)
    SIGN_INS.forget()


@pytest.fixture
def clients() -> Callable[[str], TestClient]:
    """One server, asked from the address that is given."""
    server = BasicAuth(Starlette(routes=ROUTES), "ana:s3cret", token="t0ken")  # noqa: S106
    return lambda address: TestClient(server, client=(address, 4711))


def test_a_few_slips_are_free(clients: Callable[[str], TestClient]) -> None:
    asking = clients("192.0.2.1")
    assert [asking.get("/", auth=GUESS).status_code for _ in range(sign_ins.FREE)] == [401] * sign_ins.FREE
    assert asking.get("/", auth=ANA).status_code == 200


def test_guessing_slows_down_and_a_right_guess_is_not_looked_at(
    clients: Callable[[str], TestClient], clock: Callable[[float], None]
) -> None:
    asking = clients("192.0.2.1")
    looked_at = 0
    for _ in range(1200):
        looked_at += asking.get("/", auth=GUESS).status_code == 401
        clock(3)
    assert looked_at < sign_ins.FREE + 10 + 3600 / sign_ins.LONGEST_SECONDS
    asking.get("/", auth=GUESS)
    refused = asking.get("/", auth=ANA)
    assert (refused.status_code, "Too many failed sign-ins" in refused.text) == (429, True)
    clock(float(refused.headers["Retry-After"]) + 1)
    assert asking.get("/", auth=ANA).status_code == 200


def test_other_addresses_and_those_who_are_in_go_on(clients: Callable[[str], TestClient]) -> None:
    inside, stranger = clients("192.0.2.1"), clients("192.0.2.1")
    assert inside.get("/", auth=ANA).status_code == 200
    for _ in range(20):
        stranger.get("/", auth=GUESS)
    assert stranger.get("/", auth=ANA).status_code == 429
    assert inside.get("/", auth=ANA).status_code == 200
    assert clients("192.0.2.2").get("/", auth=ANA).status_code == 200


def test_the_mark_alone_lets_nobody_in(clients: Callable[[str], TestClient]) -> None:
    inside = clients("192.0.2.1")
    inside.get("/", auth=ANA)
    assert inside.get("/").status_code == 401
    assert inside.get("/", auth=GUESS).status_code == 401


def test_whoever_is_merely_asked_has_not_failed(clients: Callable[[str], TestClient]) -> None:
    asking = clients("192.0.2.1")
    assert {asking.get("/").status_code for _ in range(50)} == {401}
    assert asking.get("/", auth=ANA).status_code == 200


def test_a_wrong_token_counts_too(clients: Callable[[str], TestClient]) -> None:
    asking = clients("192.0.2.1")
    codes = [asking.get("/", headers={"Authorization": f"Bearer {guess}"}).status_code for guess in range(20)]
    assert codes[-1] == 429


def test_memory_is_bounded_and_an_ipv6_network_is_one_address() -> None:
    known = SignIns()
    for number in range(sign_ins.REMEMBERED + 500):
        known.failed(f"address {number}")
    assert len(known._failures) == sign_ins.REMEMBERED
    for number in range(20):
        known.failed(f"2001:db8::{number:x}")
    assert known.seconds_to_wait("2001:db8::ffff") > 0
    assert known.seconds_to_wait("2001:db8:0:1::1") == 0


def test_failures_are_forgotten(clock: Callable[[float], None]) -> None:
    known = SignIns()
    for _ in range(50):
        known.failed("192.0.2.1")
    clock(sign_ins.FORGOTTEN_SECONDS + 1)
    known.failed("192.0.2.1")
    assert known.seconds_to_wait("192.0.2.1") == 0


@pytest.mark.parametrize("value", ["ana", "ana:", ":s3cret", ":"])
def test_a_setting_that_would_let_nobody_in_is_named(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATALAYA_BASIC_AUTH", value)
    settings.cache_clear()
    with pytest.raises(SettingError, match="ATALAYA_BASIC_AUTH has to be user:password"):
        credentials()
    monkeypatch.undo()
    settings.cache_clear()
