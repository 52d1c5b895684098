-- whom no channel reached, while that still matters: few rows of a table that grows
create index notice_undeliverable on notice (deadline) where state in ('UNREACHED', 'CALL_REQUESTED');
