-- ops.access_log (table)
-- Question: who saw data of single students, and when?
-- Grain:    one row per access (access)
-- Traps:    rows is null where they were streamed
comment on table ops.access_log is
    'One row whenever data of single students were shown, exported or read over the API.';
comment on column ops.access_log.access is 'Number of the access, ascending.';
comment on column ops.access_log.accessed_at is 'Moment of the access.';
comment on column ops.access_log.who is
    'User of ATALAYA_BASIC_AUTH or of the machine; anonymous where nobody is asked, token for a program with the '
    'token.';
comment on column ops.access_log.action is
    'view: shown on a page; export: written into a file; api: read by a program.';
comment on column ops.access_log.what is 'The view that the rows came from, and the section or path that asked.';
comment on column ops.access_log.filters is 'What the reader had chosen.';
comment on column ops.access_log.rows is 'How many rows; null: as many as there are, streamed.';
