"""Counts and checksums of both ends, and the keys of the rows that differ."""
