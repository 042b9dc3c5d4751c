"""The warehouse: where it is, who may do what in it, and how its SQL gets applied."""
