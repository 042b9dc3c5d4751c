"""The URL of a Postgres database, as production's own programs write it: read by libpq, the errors name the setting.

Such URLs carry options for the program that they were written for (an ORM's schema, a pool's size). Those that concern
nobody else are left out; one that neither Postgres nor such a program knows may be a slip, and is named.
"""

from urllib.parse import quote, unquote

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy.engine import URL

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


def postgres_url(value: str, field: str) -> URL:
    """Parses a Postgres URL, several hosts included; raises SettingError, which never shows a password."""
    scheme, found, rest = value.strip().partition("://")
    backend = scheme.partition("+")[0]
    if not found or not backend.isidentifier():
        raise SettingError(f"{setting_name(field)} is not a database URL; {_EXPECTED}.")
    if backend not in {"postgresql", "postgres"}:
        raise SettingError(f"{setting_name(field)} names a {backend} database, which Atalaya cannot read; {_EXPECTED}.")
    address, _, query = rest.partition("?")
    return _url(_parsed(f"postgresql://{address}?{_options(query, field)}", field), field)


def libpq_url(url: URL) -> str:
    """The URL as libpq takes it, password included."""
    user = "" if url.username is None else quote(url.username, safe="")
    password = "" if url.password is None else f":{quote(str(url.password), safe='')}"
    host = f"[{url.host}]" if ":" in (url.host or "") else quote(url.host or "", safe="")
    port = "" if url.port is None else f":{url.port}"
    # A list of hosts or ports stays a list: libpq decodes both ways of writing a comma.
    options = "&".join(f"{key}={quote(str(text), safe=',/')}" for key, text in url.query.items())
    login = f"{user}{password}@" if user or password else ""
    return f"postgresql://{login}{host}{port}/{quote(url.database or '', safe='')}{'?' if options else ''}{options}"


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


def _url(parts: dict[str, str], field: str) -> URL:
    host, port = parts.pop("host", ""), parts.pop("port", "")
    user, password, database = parts.pop("user", None), parts.pop("password", None), parts.pop("dbname", None)
    if "@" in host or ("@" in (database or "") and user is None):
        raise SettingError(f"{setting_name(field)} has an '@' too many; {_ESCAPES}.")
    if not all(one.isdecimal() for one in port.split(",") if one):
        raise SettingError(f"{setting_name(field)} is not a database URL; {_EXPECTED}; {_ESCAPES}.")
    if "," in host or "," in port or host.startswith(("/", "@")):
        several = {"host": host, **({"port": port} if port else {})}
        return URL.create("postgresql", user, password, database=database, query={**several, **parts})
    return URL.create("postgresql", user, password, host or None, int(port) if port else None, database, parts)
