"""Busy, never dead: how long pages, `/health` and the API take when many people read at once, and what is given back.

30 people browse, a click every 1 to 4 s; 200 tabs open at once, with and without `ulimit -n 1024`. Targets on 2 cores:
browsing p95 under 1 s; all tabs served in the order they came, the first within 2 s; `/health` and the API under 1 s
throughout; memory and descriptors back to within 20 % once people have left.
"""
