"""The rules that an organisation sets: their keys and ranges, their file, their SQL functions, and a change of them.

The warehouse is the truth: each rule is an immutable SQL function `ops.rule_<source>_<key>()`, and whoever needs a
value asks for that function, in SQL and in Python alike. `model` is the one place that states the defaults.
"""
