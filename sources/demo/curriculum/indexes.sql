-- The indexes that a production would have, made after the tables are full.

create index on public."User" ("updatedAt");
create index on public."HangoutGroup" ("updatedAt");
create index on public."UserHangoutGroup" ("hangoutGroupId");
create index on public."UserHangoutGroup" ("userId");
create index on public."UserHangoutGroup" ("updatedAt");
create index on public."UserHangoutGroupAttendance" ("attendedAt");
create index on public."UserHangoutGroupAttendance" ("hangoutGroupId", "attendedAt");
create index on public."UserHangoutGroupAttendance" ("userId", "attendedAt");
