"""Loads tables with dlt: `python dlt_load.py JOB`, JSON; runs in an interpreter that has dlt, prints seconds.

A job is {"disposition", "directory", "destination", "sources": {name: {"url", "schema", "tables": [{"name", "cursor",
"columns"}]}}}. Nothing of Atalaya is needed here, and nothing here by Atalaya.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import dlt
from dlt.destinations import postgres
from dlt.sources.sql_database import sql_table


def load(job: dict[str, Any]) -> float:
    """Each source in a pipeline of its own: `merge` by key with a cursor, `replace` as a whole."""
    began = time.monotonic()
    for name, source in job["sources"].items():
        pipeline = dlt.pipeline(
            f"{job['disposition']}_{name}",
            pipelines_dir=job["directory"],
            destination=postgres(job["destination"]),
            dataset_name=f"{job['disposition']}_{name}",
        )
        tables = [_table(source, table, job["disposition"]) for table in source["tables"]]
        pipeline.run(tables, loader_file_format="csv").raise_on_failed_jobs()
    return time.monotonic() - began


def _table(source: dict[str, Any], table: dict[str, Any], disposition: str) -> Any:
    return sql_table(
        source["url"],
        table["name"],
        source["schema"],
        incremental=dlt.sources.incremental(table["cursor"]) if disposition == "merge" else None,
        included_columns=table["columns"],
        primary_key="id",
        write_disposition=disposition,
        backend="pyarrow",
        chunk_size=100_000,
        reflection_level="full_with_precision",
    )


if __name__ == "__main__":
    print(load(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
