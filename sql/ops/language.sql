-- ops.language (function)
-- Question: in which language does the reader look, whose order do lists take?
-- Grain:    one code
-- Reads:    none
-- Traps:    a session without the setting looks in English
create function ops.language() returns text
language sql stable parallel safe
return coalesce(nullif(current_setting('atalaya.language', true), ''), 'en');

comment on function ops.language() is 'The setting atalaya.language where it is set, else en.';
