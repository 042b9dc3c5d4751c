"""Both ends of a sync: the source's snapshot, the warehouse's connections, and tables as both know them."""
