"""What a domain's pages rest on: one statement for the view `what_counts` of each derived schema."""


def statement_of(schema: str) -> str:
    """What has to count first comes first; each row with whether it ended before the last days or hours."""
    return (
        "select subject, position, copied, counted, left_out, last_day, named, "
        f"ops.is_over(last_day, {schema}.today(), :days, :hours) as is_over "
        f"from {schema}.what_counts order by position, ops.sort_key(subject)"
    )
