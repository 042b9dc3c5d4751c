"""pg_cron keeps the time of the daily refresh where it is installed and asked for."""

from collections.abc import Iterator

import pytest

from db import settings as configuration
from db import warehouse as warehouses
from db.migrate import migrate
from db.warehouse import Warehouse
from sync import service
from sync.clock import jobs
from sync.clock.schedule import RunSkipped
from tests import postgres_servers
from tests.factories import rows

LIBRARY = postgres_servers.DEBIAN.parent / "lib" / "pg_cron.so"


@pytest.fixture
def cron_warehouse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    """A warehouse on a server of its own that has pg_cron."""
    if not LIBRARY.exists():
        pytest.skip("Debian's pg_cron is not installed: apt-get install postgresql-15-cron")
    with postgres_servers.debian("shared_preload_libraries=pg_cron", "cron.use_background_workers=on") as url:
        found = Warehouse(url)
        migrate(found)
        monkeypatch.setattr(warehouses, "current", lambda: found)
        yield found
    configuration.settings.cache_clear()


def choose(monkeypatch: pytest.MonkeyPatch, scheduler: str) -> None:
    monkeypatch.setenv("ATALAYA_SCHEDULER", scheduler)
    configuration.settings.cache_clear()


def test_pg_cron_takes_the_job_follows_its_hour_and_gives_it_back(
    cron_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, "pg_cron")
    service.reschedule_refresh(hour=1, minute=5, who="ana")
    with cron_warehouse.connect() as connection:
        [(schedule, command)] = rows(connection, "select schedule, command from cron.job")
        assert schedule == "5 6 * * *"
        connection.execute(command)
        assert rows(connection, "select count(*) from ops.mv_refresh_log where origin = 'pg_cron'") == [(2,)]
    assert service.scheduler() == "pg_cron"
    with pytest.raises(RunSkipped, match="pg_cron does it"):
        jobs.refresh()

    choose(monkeypatch, "")
    service.reschedule_refresh(hour=1, minute=5, who="ana")
    with cron_warehouse.connect() as connection:
        assert rows(connection, "select jobname from cron.job") == []
    assert service.scheduler() == "apscheduler"
    assert "mv_ranking_asesores" in jobs.refresh()


def test_without_pg_cron_the_servers_keep_the_time(warehouse_18: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouses, "current", lambda: warehouse_18)
    choose(monkeypatch, "pg_cron")
    service.reschedule_refresh(hour=2, minute=0, who="ana")
    assert service.scheduler() == "apscheduler"
    assert "mv_ranking_asesores" in jobs.refresh()
    choose(monkeypatch, "")
