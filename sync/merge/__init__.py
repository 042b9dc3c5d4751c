"""Brings rows of tables that readers see up to date, batch by batch."""
