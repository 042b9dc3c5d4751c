"""Who may change something through the API."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from analytics.api.guard import CHANGES
from db.sign_ins import FREE, SIGN_INS

app = FastAPI()


@app.post("/change", dependencies=CHANGES)
def change() -> str:
    return "done"


@pytest.fixture
def caller() -> TestClient:
    return TestClient(app, base_url="http://atalaya.example:8080")


@pytest.mark.parametrize("origin", ["http://atalaya.example:8080", "https://atalaya.example:8080", None])
def test_the_own_pages_and_programs_may(caller: TestClient, origin: str | None) -> None:
    assert caller.post("/change", headers={"origin": origin} if origin else {}).json() == "done"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://atalaya.example:9090"},
        {"origin": "null"},
        {"origin": "http://[broken"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_other_pages_may_not(caller: TestClient, headers: dict[str, str]) -> None:
    assert caller.post("/change", headers=headers).status_code == 403


def test_the_token_is_asked_for_where_it_is_set(caller: TestClient, setting: Callable[[str, str], None]) -> None:
    setting("ATALAYA_API_TOKEN", "s3cret")
    assert caller.post("/change").status_code == 401
    assert caller.post("/change", headers={"authorization": "Bearer wröng".encode()}).status_code == 401
    assert caller.post("/change", headers={"authorization": "Bearer s3cret"}).json() == "done"


def test_wrong_tokens_slow_down_their_address(caller: TestClient, setting: Callable[[str, str], None]) -> None:
    setting("ATALAYA_API_TOKEN", "s3cret")
    SIGN_INS.forget()
    wrong = [caller.post("/change", headers={"authorization": f"Bearer {guess}"}) for guess in range(FREE + 3)]
    assert [answer.status_code for answer in wrong] == [401] * (FREE + 1) + [429] * 2
    assert int(wrong[-1].headers["retry-after"]) >= 1
    assert caller.post("/change", headers={"authorization": "Bearer s3cret"}).status_code == 429
    SIGN_INS.forget()
    assert caller.post("/change", headers={"authorization": "Bearer s3cret"}).json() == "done"
