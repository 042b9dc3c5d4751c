"""The parts of the page on which people bring data of their own, and the ways that lead there."""

from analytics.ui.bringing.page import draw
from analytics.ui.bringing.ways import FILES, doors, is_first, way_from_home, way_from_operations

__all__ = ["FILES", "doors", "draw", "is_first", "way_from_home", "way_from_operations"]
