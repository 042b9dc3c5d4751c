"""Files that people take away: rows of a question or of a view as CSV, XLSX or Parquet, made while they are read.

An `extract` says which rows; `reading` brings them from the warehouse a stretch at a time; `formats` writes them;
`link` lets a browser ask for them.
"""
