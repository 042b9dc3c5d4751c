-- ops.sentences (view)
-- Question: which sentences do views say, by which code, and where do their values stand?
-- Grain:    one row per code
-- Reads:    none
-- Traps:    the one place of these words: ops.say fills them in, locale/ translates them, pages fill in the translation;
--           the end of a value's name says what it is: _on a date, _at a moment, _days days, _pct a percentage; a list
--           is a list of texts or of sentences; one is said where the first value is 1
create view ops.sentences as
select
    listed.code,
    listed.one,
    listed.many
from (
    values
    -- ops.say
    ('days', '{days} day', '{days} days'),
    -- ngeshare.rescuable_groups
    (
        'nearly_through', null,
        'Stalled: the last meeting was on {last_meeting_on}, {inactive_days} ago (limit: {active_days}). '
        'Worth rescuing: it reached episode {episode} of {episodes}, {progress_pct} (threshold: {least_progress_pct}).'
    ),
    -- ngeshare.pipeline_findings
    (
        'skipped_course', null,
        '{course} started on {started_on} with a course left out (rule: courses in order). It carries on, by the same '
        'facilitator, within the rule (shared members at least {least_shared_members}, overlap at least '
        '{least_overlap_pct}, at most {most_days} between): {evidence}.'
    ),
    (
        'started_before_graduation', null,
        '{course} started on {started_on} before the course ahead of it was finished (rule: graduate first). '
        'Same facilitator, and shared members at least {least_shared_members}: {evidence}.'
    ),
    (
        'earlier_group', null,
        'group {group_id} ({course}) graduated on {graduated_on}, shared members: {shared_members} ({overlap_pct})'
    ),
    (
        'no_facilitator', null,
        'Nobody has a FACILITATOR membership (rule: exactly 1 user); the group was created on {created_on}.'
    ),
    (
        'extra_facilitators', null,
        '{facilitators} users have a FACILITATOR membership (rule: exactly 1). Shown is the first to join, '
        '{facilitator_name}, on {joined_on}.'
    ),
    (
        'episode_out_of_range', null,
        'Episode {episode} was attended, but the course ends with episode {episodes}. Meetings beyond it: {meetings}, '
        'the first on {first_met_on}.'
    ),
    -- ops.health
    ('never_validated', null, 'No sync of it has validated yet.'),
    ('data_are_old', null, 'Its data are old. Press Sync now.'),
    ('newest_sync_not_validated', null, 'Its newest sync did not validate. Operations says why.'),
    ('job_failed', null, 'Its last run failed: {said}'),
    ('job_failed_in_silence', null, 'Its last run failed: nobody knows why.'),
    ('job_overdue', null, 'It is overdue: no server has done it.'),
    ('refresh_failed', null, 'Its last refresh failed: {said}'),
    ('never_filled', null, 'It was never filled. Refresh now.'),
    ('not_refreshed', null, 'It has not been refreshed for more than a day. Refresh now.'),
    (
        'facts_differ', null,
        'They are not what the raw rows make of them: {facts}. Run `atalaya verify --facts --repair`.'
    ),
    (
        'identities_disagree', null,
        'Sums of facts are not what their rows say: {facts}. Numbers made of them are wrong. '
        'Run `atalaya verify --facts --repair`.'
    ),
    (
        'views_unreadable',
        '{views} view cannot be read ({example}: {obstacle}). Run `atalaya migrate`.',
        '{views} views cannot be read ({example}: {obstacle}). Run `atalaya migrate`.'
    ),
    ('view_missing', null, 'it is missing'),
    ('view_refused', null, 'the reader may not read it'),
    ('view_reads_refused', null, 'it reads {relation}, which the reader may not read'),
    ('view_reads_refused_to_owner', null, 'it reads {relation}, which its owner may not read'),
    ('view_calls_refused', null, 'it calls {called}, which the reader may not call'),
    ('replica_down', null, 'It cannot be read from, so pages read elsewhere: {said}'),
    ('replica_behind', null, 'It has the data of {has_data_at}; the warehouse has newer ones.'),
    -- analytics.health_of_numbers
    ('no_classrooms', null, 'There are no classrooms yet.'),
    ('no_hour_closed', null, 'No hour is closed yet: pages compute from the raw rows.'),
    ('changed_hours_wait', null, 'Changed hours wait to be rolled up again.'),
    ('closed_until', null, 'Closed up to {closed_until_at}.'),
    ('nothing_to_roll_up', null, 'There is nothing to roll up.'),
    ('rollup_failed', null, 'The last rollup failed.'),
    ('hours_not_closed', '{hours} finished hour is not closed.', '{hours} finished hours are not closed.'),
    ('every_hour_closed', null, 'Every finished hour is closed.'),
    ('no_events', null, 'There are no events yet.'),
    ('newest_event', null, 'Newest event stored {stored_at}.'),
    (
        'no_events_but_refused', null,
        'There are no events yet. Refused, because their place in a log was taken: {refused}.'
    ),
    (
        'newest_event_and_refused', null,
        'Newest event stored {stored_at}. Refused, because their place in a log was taken: {refused}.'
    ),
    (
        'events_within_the_hour',
        '{events} event stored within the hour; sessions that started within it: {sessions}.',
        '{events} events stored within the hour; sessions that started within it: {sessions}.'
    ),
    ('no_sync_validated', null, 'No sync of ClassWaves has validated yet.'),
    ('last_validated', null, 'The last sync that validated began {began_at}.'),
    ('views_fresh', null, 'Every materialized view is fresh.'),
    ('views_not_fresh', null, '{views}'),
    ('view_says', null, '{view}: {says}'),
    -- ops.quarantined_rows
    ('parent_missing', null, 'Its {column} is {value}, and there is no such row in {parent}.'),
    ('parent_missing_somewhere', null, 'Its {column} is {value}, and there is no such row.'),
    ('key_missing', null, 'It has no {column}, so that no key tells it from other rows.'),
    ('key_shared', null, '{rows} rows of the source have the {column} {value}; no key tells them apart.'),
    ('value_missing', null, 'It has no {column}, which has to be there.'),
    ('value_taken', null, 'Another row has the same {column}: {value}.'),
    ('rule_broken', null, 'It breaks the rule {rule}.'),
    ('value_does_not_fit', null, 'One of its values does not fit its column (code {sqlstate}).'),
    ('refused_otherwise', null, 'The warehouse refused it (code {sqlstate}).'),
    ('refused_without_code', null, 'The warehouse refused it.'),
    ('number_taken', null, 'Event {event} has number {number} of session {session}.'),
    ('number_below_one', null, 'The number in the log is below 1.'),
    ('no_type_of_event', null, '{event_type} is no type of event.')
) as listed (code, one, many);

comment on view ops.sentences is 'The sentences that views say, in English, each by its code.';
comment on column ops.sentences.code is 'What a view gives beside the sentence: what it says, whatever the language.';
comment on column ops.sentences.one is 'The sentence where its first value is 1; null: there is one form.';
comment on column ops.sentences.many is 'The sentence, its values by name in braces.';
