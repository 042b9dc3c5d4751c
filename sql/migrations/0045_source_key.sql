-- 0045_source_key: one name for the key by which activities are found again, whatever else it holds on a cluster

alter table timeline.student_activity_timeline
rename constraint student_activity_timeline_source_id_source_event_source_tab_key to student_activity_timeline_source_key;
