"""How long Python works for each page: a new process's first run, and later ones."""
