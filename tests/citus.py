"""A Citus cluster for tests: that of ATALAYA_TEST_CITUS_URL, or one that the script beside the project starts."""

import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from db.address import libpq_url, postgres_url
from db.settings import PROJECT
from tests import postgres_servers
from tests.ports import free_port

URL_SETTING = "ATALAYA_TEST_CITUS_URL"
SCRIPT = next((found for home in PROJECT.parents if (found := home / "shared/citus/cluster.sh").exists()), None)
WHY_NOT = f"No Citus cluster: set {URL_SETTING} to a coordinator's URL, or run as root beside shared/citus/cluster.sh."

_numbers = itertools.count()


def is_there() -> bool:
    """Whether a cluster can be had."""
    return URL_SETTING in os.environ or (SCRIPT is not None and os.geteuid() == 0 and postgres_servers.DEBIAN.exists())


@dataclass(frozen=True)
class Cluster:
    """A running cluster, by the URL of a database on its coordinator."""

    url: str

    def at(self, **parts: str) -> str:
        return libpq_url(postgres_url(self.url, "warehouse_url").changed(**parts))

    def create(self, like: str | None = None) -> str:
        """The URL of an empty database that all nodes have, and know each other in, with the passwords of another."""
        name = f"test_{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            nodes = connection.execute(
                "select nodename, nodeport, groupid, shouldhaveshards from pg_dist_node order by groupid"
            ).fetchall()
        for host, port, _, _ in nodes:
            with psycopg.connect(self.at(host=host, port=str(port)), autocommit=True) as node:
                node.execute("set citus.enable_create_database_propagation = off")
                node.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
            with psycopg.connect(self.at(host=host, port=str(port), dbname=name), autocommit=True) as node:
                node.execute("create extension citus")
        with psycopg.connect(self.at(dbname=name), autocommit=True) as connection:
            for host, port, group, has_shards in nodes:
                add = "citus_set_coordinator_host" if group == 0 else "citus_add_node"
                connection.execute(f"select {add}(%s, %s)".encode(), [host, port])
                connection.execute(
                    "select citus_set_node_property(%s, %s, 'shouldhaveshards', %s)", [host, port, has_shards]
                )
            if like:
                with psycopg.connect(like) as known:
                    passwords = known.execute("select nodeid, rolename, authinfo from pg_dist_authinfo").fetchall()
                connection.cursor().executemany("insert into pg_dist_authinfo values (%s, %s, %s)", passwords)
        return self.at(dbname=name)


@contextmanager
def running() -> Iterator[Cluster]:
    """A coordinator and its workers."""
    if url := os.environ.get(URL_SETTING):
        yield Cluster(url)
        return
    assert SCRIPT is not None
    directory = postgres_servers.fresh_directory()
    directory.chmod(0o755)
    run = [SCRIPT, "start", directory], [SCRIPT, "stop", directory]
    environment = {**os.environ, "CITUS_PORT": str(_three_ports())}
    started = subprocess.run(run[0], check=True, capture_output=True, text=True, env=environment)
    try:
        found = Cluster(started.stdout.split()[-1])
        _ask_roles_for_passwords(found, directory)
        yield found
    finally:
        subprocess.run(run[1], check=True, capture_output=True, env=environment)
        shutil.rmtree(directory, ignore_errors=True)


def _ask_roles_for_passwords(cluster: Cluster, directory: Path) -> None:
    """Nodes trust only who starts them: Atalaya's roles have to show that their passwords are theirs."""
    for rules in directory.glob("*/pg_hba.conf"):
        strict = "host all atalaya_owner,atalaya_sync,atalaya_reader all scram-sha-256\n"
        rules.write_text(strict + rules.read_text(encoding="utf-8"), encoding="utf-8")
    with psycopg.connect(cluster.url) as connection:
        nodes = connection.execute("select nodeport from pg_dist_node").fetchall()
    for (port,) in nodes:
        with psycopg.connect(cluster.at(port=str(port))) as node:
            node.execute("select pg_reload_conf()")


def _three_ports() -> int:
    """The first of three free ports that follow each other."""
    while True:
        first = free_port()
        if (free_port(), free_port()) == (first + 1, first + 2):
            return first
