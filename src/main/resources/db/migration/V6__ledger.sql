-- What each attempt was made of and what it cost: never a word of the message itself.
alter table attempt
    add column template_version text,
    add column segments smallint,
    add column price numeric(14, 6),
    add column price_unit text,
    -- when the provider is asked for the price, by real time; null: it is known, or nobody will say
    add column price_look_at timestamptz,
    add column price_looks smallint not null default 0;

create index attempt_price_look on attempt (price_look_at) where price_look_at is not null;
create index attempt_started on attempt (started_at);
create index attempt_error on attempt (error_code) where error_code is not null;

-- The ledger is read newest first, by one thing or another: what it is asked for stands in the delivery's own row, so that
-- one index finds it in order. It is the notice's, and never changes.
alter table delivery add column kind text, add column requested_at timestamptz;
update delivery d set kind = n.kind, requested_at = n.requested_at from notice n where n.id = d.notice_id;
alter table delivery alter column kind set not null, alter column requested_at set not null;

create function of_its_notice() returns trigger language plpgsql as $$
begin
    select n.kind, n.requested_at into new.kind, new.requested_at from notice n where n.id = new.notice_id;
    return new;
end $$;
create trigger delivery_of_its_notice before insert on delivery for each row execute function of_its_notice();

create index delivery_newest on delivery (requested_at desc, id desc);
create index delivery_kind on delivery (kind, requested_at desc, id desc);
create index delivery_state on delivery (state, requested_at desc, id desc);
create index delivery_channel on delivery (channel, requested_at desc, id desc);
