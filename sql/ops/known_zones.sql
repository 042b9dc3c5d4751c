-- ops.known_zones (view)
-- Question: which names of time zones count?
-- Grain:    one row per name
-- Reads:    none
-- Traps:    a server that uses the machine's files lists them a second time under posix/, and the machine's own zone beside
--           them: neither is an IANA name, and the next server does not know it; reads files, so ask once per statement
create view ops.known_zones as
select known.name
from pg_timezone_names as known
where known.name !~ '^(posix|right)/' and known.name not in ('localtime', 'posixrules', 'Factory');

comment on view ops.known_zones is 'Names of time zones that every server may know.';
comment on column ops.known_zones.name is 'IANA name.';
