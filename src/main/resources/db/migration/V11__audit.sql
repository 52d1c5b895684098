-- Who did what to which consultation. Only appended to: each row carries the keyed hash of the one before, the head that of
-- the last. No reference to the consultation's row: the audit stays when that goes.

create table audit_entry (
    number bigint primary key,
    happened_at timestamptz not null,
    recorded_at timestamptz not null,
    actor text not null,
    action text not null,
    consultation_id uuid,
    detail text,
    hash bytea not null
);
create index on audit_entry (consultation_id, number);

create table audit_head (
    only_row boolean primary key default true check (only_row),
    number bigint not null,
    hash bytea not null
);
insert into audit_head (number, hash) values (0, '');

create function audit_is_only_appended_to() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is only appended to';
end $$;
create trigger audit_entry_stays before update or delete or truncate on audit_entry
    for each statement execute function audit_is_only_appended_to();
