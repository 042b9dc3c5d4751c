-- name: vanishing_keys
-- Keys of the warehouse's rows of some days that were not staged.
select {key}
from {table} as present
where {days}
    and not exists (select from {staging} as staged where staged.{key} = present.{key})

-- name: day_checksums
-- Rows and checksum of each day.
select {day}, count(*), sum({hash}) from {relation} where {window} group by 1
