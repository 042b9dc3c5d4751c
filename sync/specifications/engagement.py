"""What is copied of the study centre."""

from sync.specifications.specification import updated

TABLES = (updated("students"), updated("check_ins", "checked_in_at"))
