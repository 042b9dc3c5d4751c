-- 0052_dates_of_activities: the day of an activity follows the rule of its zone, which a generated column cannot

alter table timeline.student_activity_timeline alter column activity_date drop expression;
