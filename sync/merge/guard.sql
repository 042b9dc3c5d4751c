-- name: sample_keys
-- Keys of some rows under a condition: each with a chance, on randomly chosen pages.
select {key}::text
from {table} tablesample system ({percent})
where random() < {share} and {condition}
