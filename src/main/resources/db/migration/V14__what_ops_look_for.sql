-- whom no channel reached, while that still matters: few rows of a table that grows
create index notice_undeliverable on notice (deadline) where state in ('UNREACHED', 'CALL_REQUESTED');

-- visits of a day, whoever's they are
create index consultation_start on consultation (start_at);
