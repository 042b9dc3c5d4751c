"""The URL of a Postgres database, as production's own programs write it: read by libpq, the errors name the setting.

Such URLs carry options for the program that they were written for (an ORM's schema, a pool's size). Those that concern
nobody else are left out; one that neither Postgres nor such a program knows may be a slip, and is named.
"""

from dataclasses import dataclass
from urllib.parse import quote, unquote

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict

from db.domains import DOMAINS
from db.errors import SettingError
from db.settings import setting_name

_EXPECTED = "expected postgresql://user:password@host:5432/database"
_ESCAPES = "in the password write %40 for @, %3A for :, %2F for /, %3F for ?, %23 for # and %25 for %"

_KNOWN_TO_POSTGRES = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}

_SCHEMA_OPTIONS = {"schema", "currentSchema"}
"""Which schema a program works in: Prisma's word, JDBC's word."""

_OF_OTHER_PROGRAMS = _SCHEMA_OPTIONS | {
    # Prisma
    *("connection_limit", "pool_timeout", "socket_timeout", "pgbouncer", "statement_cache_size"),
    *("max_connection_lifetime", "max_idle_connection_lifetime", "single_use_connections"),
    # Rails, Django, SQLAlchemy
    *("pool", "checkout_timeout", "reaping_frequency", "idle_timeout", "prepared_statements", "statement_limit"),
    *("conn_max_age", "conn_health_checks", "prepared_statement_cache_size"),
    # Go's pgx
    *("pool_max_conns", "pool_min_conns", "pool_max_conn_lifetime", "pool_max_conn_lifetime_jitter"),
    *("pool_max_conn_idle_time", "pool_health_check_period", "default_query_exec_mode"),
    *("statement_cache_capacity", "description_cache_capacity"),
    # JDBC
    *("ApplicationName", "prepareThreshold", "preparedStatementCacheQueries", "reWriteBatchedInserts"),
    *("socketTimeout", "loginTimeout", "connectTimeout", "tcpKeepAlive", "defaultRowFetchSize"),
}
"""Options about a program's own pool, cache and patience; none about encryption, which must not get lost."""


@dataclass(frozen=True)
class Address:
    """Where a database is and who asks, by libpq's own names; several hosts and their ports are lists with commas."""

    parameters: dict[str, str]

    @property
    def server(self) -> tuple[str, str]:
        """Host and port, however they were written."""
        host = self.parameters.get("host") or self.parameters.get("hostaddr", "")
        return host, self.parameters.get("port") or "5432"

    def each_host(self) -> list["Address"]:
        """An address for each of several hosts; of the ports there is one for all, or one for each."""
        key = "host" if "host" in self.parameters else "hostaddr"
        hosts, ports = self.parameters.get(key, "").split(","), self.parameters.get("port", "").split(",")
        of_each = ports if len(ports) == len(hosts) else ports[:1] * len(hosts)
        return [self.changed(**{key: host}, port=port or "5432") for host, port in zip(hosts, of_each, strict=True)]

    def changed(self, **parameters: str) -> "Address":
        """The same but for these parameters."""
        return Address({**self.parameters, **parameters})


def postgres_url(value: str, field: str) -> Address:
    """Parses a Postgres URL, several hosts included; raises SettingError, which never shows a password."""
    scheme, found, rest = value.strip().partition("://")
    backend = scheme.partition("+")[0]
    if not found or not backend.isidentifier():
        raise SettingError(f"{setting_name(field)} is not a database URL; {_EXPECTED}.")
    if backend not in {"postgresql", "postgres"}:
        raise SettingError(f"{setting_name(field)} names a {backend} database, which Atalaya cannot read; {_EXPECTED}.")
    place, _, query = rest.partition("?")
    read = Address(_parsed(f"postgresql://{place}?{_options(query, field)}", field))
    _refuse_slips(read.parameters, field)
    return read


def libpq_url(address: Address) -> str:
    """The address as a URL that libpq takes, password included."""
    rest = dict(address.parameters)
    user, password, database = (rest.pop(name, "") for name in ("user", "password", "dbname"))
    place = "" if _is_no_single_host(rest) else _place(rest.pop("host", ""), rest.pop("port", ""))
    # A list of hosts or ports stays a list: libpq decodes both ways of writing a comma.
    options = "&".join(f"{key}={quote(text, safe=',/')}" for key, text in rest.items())
    secret = f":{quote(password, safe='')}" if password else ""
    login = f"{quote(user, safe='')}{secret}@" if user or password else ""
    return f"postgresql://{login}{place}/{quote(database, safe='')}{'?' if options else ''}{options}"


def _options(query: str, field: str) -> str:
    """The options that are Postgres' own, as they were written; the schema is looked at before it is left out."""
    options = [(unquote(part.partition("=")[0]), part) for part in query.split("&") if part]
    unknown = [
        name
        for name, part in options
        if name not in _KNOWN_TO_POSTGRES | _OF_OTHER_PROGRAMS and part != "ssl=true"  # libpq reads that one word too
    ]
    if any("@" in name for name in unknown):
        raise SettingError(f"{setting_name(field)} has a '?' before its '@'; {_ESCAPES}.")
    if unknown:
        raise SettingError(
            f"{setting_name(field)} has options that Postgres does not know: {', '.join(dict.fromkeys(unknown))}. "
            "Leave them out, or correct their names."
        )
    for name, part in options:
        if name in _SCHEMA_OPTIONS:
            _refuse_other_schema(unquote(part.partition("=")[2]), field)
    return "&".join(part for name, part in options if name not in _OF_OTHER_PROGRAMS)


def _refuse_other_schema(schema: str, field: str) -> None:
    """A tenant's schema: reading another one in its place would copy another tenant."""
    own = {domain.raw_schema for domain in DOMAINS if domain.url_setting == field}
    if schema not in {"", "public"} | own:
        raise SettingError(
            f"{setting_name(field)} asks for the schema {schema}; Atalaya reads "
            f"{' and '.join(sorted(own)) or 'schemas of its own'}. Name a database whose tables are there, "
            "and leave the option out."
        )


def _parsed(url: str, field: str) -> dict[str, str]:
    try:
        return {key: str(text) for key, text in conninfo_to_dict(url).items() if text is not None}
    except (psycopg.ProgrammingError, UnicodeDecodeError) as error:
        # What libpq says quotes the URL, password included.
        hint = "write %20 for a blank" if any(letter.isspace() for letter in url) else _ESCAPES
        raise SettingError(f"{setting_name(field)} is not a database URL; {_EXPECTED}; {hint}.") from error


def _refuse_slips(parts: dict[str, str], field: str) -> None:
    """What libpq takes for a host, a port or a database, and nobody meant so."""
    host, database = parts.get("host", ""), parts.get("dbname", "")
    if "@" in host or ("@" in database and "user" not in parts):
        raise SettingError(f"{setting_name(field)} has an '@' too many; {_ESCAPES}.")
    if not all(one.isdecimal() for one in parts.get("port", "").split(",") if one):
        raise SettingError(f"{setting_name(field)} is not a database URL; {_EXPECTED}; {_ESCAPES}.")


def _is_no_single_host(parts: dict[str, str]) -> bool:
    """Whether a host is a socket's directory, or one of several: neither has its place before a URL's slash."""
    host, port = parts.get("host", ""), parts.get("port", "")
    return "," in host or "," in port or host.startswith(("/", "@"))


def _place(host: str, port: str) -> str:
    """Host and port as a URL has them."""
    return (f"[{host}]" if ":" in host else quote(host, safe="")) + (f":{port}" if port else "")
