"""Tables that were never copied: loaded whole into a schema that no reader sees, then published."""
