"""The query layer: one module a domain, keyword arguments in, data frame out. No Streamlit, no business rule."""

import os

# Before the first table: Arrow's own pool keeps a part of its memory for each thread that ever used it, and every run
# of a page is a thread of its own; the system's gives back what a tab held.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
