"""Tables of the study centre."""

from sources.imports.targets.target import FIRST, KEY, Target, column, key, of, optional, updated

TABLES = (
    Target(
        "students",
        (
            key(),
            column("full_name", otherwise=KEY),
            optional("level"),
            column("created_at", "timestamptz", otherwise=FIRST),
            updated(),
            optional("deleted_at", "timestamptz"),
        ),
    ),
    Target(
        "check_ins",
        (
            key(),
            of("student_id", "students"),
            column("checked_in_at", "timestamptz"),
            optional("checked_out_at", "timestamptz"),
            updated(),
        ),
        stays=("student_id", "checked_in_at", "checked_out_at"),
    ),
)
