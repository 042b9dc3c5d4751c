-- ops.unchecked_entity (table)
-- Question: what changed since the last quality report, so that it has to be looked at again?
-- Grain:    one row per source, kind and entity (source, kind, entity)
-- Traps:    written with the rows by triggers, taken away by the domain's refresh_findings
comment on table ops.unchecked_entity is 'What the next quality report looks at again.';
comment on column ops.unchecked_entity.source is 'Name of the source.';
comment on column ops.unchecked_entity.kind is
    'What is looked at: of ngeshare a group with all that belongs to it, or one membership, attendance or user; of academy a '
    'student with all check-ins, one check_in, as visitor a student whose recent check-ins are compared with each other, or '
    'the register of all students, who are compared, too; of teloo a request, an offer or a notification, the answers of a request '
    'that changed, or the contest of its winning offers.';
comment on column ops.unchecked_entity.entity is 'Its id, empty for the register; it may be gone by now.';
