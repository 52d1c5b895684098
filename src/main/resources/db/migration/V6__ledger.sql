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

-- the ledger is read newest first
create index notice_newest on notice (requested_at desc);
create index notice_kind on notice (kind, requested_at desc);
create index delivery_state on delivery (state);
create index delivery_channel on delivery (channel);
