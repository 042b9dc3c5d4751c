"""How rows get from a source into the warehouse, and how anyone can tell that none was lost."""
