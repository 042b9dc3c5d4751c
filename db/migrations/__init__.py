"""Numbered changes of the warehouse's tables, each a file in sql/migrations."""
