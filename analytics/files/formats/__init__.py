"""The formats of files, one module each: rows in, bytes out as they are made."""
