-- ops.file_json (function)
-- Question: how is a JSON document written into a file?
-- Grain:    one text
-- Reads:    none
-- Traps:    stays the same document: a semicolon, at which spreadsheets may split a cell, is written as JSON escapes it
create function ops.file_json(document text) returns text
language sql immutable parallel safe
return replace(translate(document, E'\t\r\n', '   '), ';', '\u003b');

comment on function ops.file_json(text) is 'JSON in one line that no spreadsheet splits.';
