"""How rows get from a source into the warehouse, and how anyone can check that none was lost."""
