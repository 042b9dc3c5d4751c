-- ops.unchecked_entity (table)
-- Question: of which groups and students did rows change since the last quality report?
-- Grain:    one row per source and entity (source, entity)
-- Traps:    written with the rows by triggers, taken away by the domain's refresh_findings
comment on table ops.unchecked_entity is 'Groups and students whose findings the next quality report looks for again.';
comment on column ops.unchecked_entity.source is 'Name of the source.';
comment on column ops.unchecked_entity.entity is 'Id of a group (ngeshare) or a student (academy), which may be gone by now.';
