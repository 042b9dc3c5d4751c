"""Superset's settings: its metadata in SQLite, its cache in files or none, no traffic but with the warehouse.

Read by Superset in its own environment, never by Atalaya.
"""

import os
from typing import Any

SECRET_KEY = os.environ["BENCHMARK_SECRET"]
SQLALCHEMY_DATABASE_URI = f"sqlite:///{os.environ['BENCHMARK_METADATA']}"
CACHE_FOLDER = os.environ.get("BENCHMARK_CACHE", "")


def cache(name: str) -> dict[str, Any]:
    """One of its caches, which its workers share."""
    if not CACHE_FOLDER:
        return {"CACHE_TYPE": "NullCache"}
    return {
        "CACHE_TYPE": "FileSystemCache",
        "CACHE_DIR": f"{CACHE_FOLDER}/{name}",
        "CACHE_DEFAULT_TIMEOUT": 86_400,
        "CACHE_THRESHOLD": 10_000,
    }


CACHE_CONFIG = cache("metadata")
DATA_CACHE_CONFIG = cache("data")
# It refuses to do without these two.
FILTER_STATE_CACHE_CONFIG = {"CACHE_TYPE": "SupersetMetastoreCache", "CACHE_DEFAULT_TIMEOUT": 86_400}
EXPLORE_FORM_DATA_CACHE_CONFIG = FILTER_STATE_CACHE_CONFIG

# Whoever sets the dashboard up is on this machine, and so is the browser.
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
RATELIMIT_ENABLED = False
AUTH_RATE_LIMITED = False
SESSION_COOKIE_SECURE = False
