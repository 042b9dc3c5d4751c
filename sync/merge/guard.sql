-- name: sample_keys
-- Keys of some rows under a condition: each with a chance, on randomly chosen pages.
select {key}::text
from {table}{sampled}
where random() < {share} and {condition}
