-- What ops have stopped for a time. Null means any: of the kind, the channel, the provider of the consultation.
create table pause (
    id uuid primary key,
    kind text,
    channel text,
    provider_id uuid,
    provider_reference text,
    started_at timestamptz not null,
    until timestamptz not null check (until > started_at),
    reason text not null,
    started_by text not null,
    ended_at timestamptz,
    ended_by text
);
create index pause_in_force on pause (until) where ended_at is null;

-- By which pause a delivery is held: what to release when somebody ends it before its time.
create table held_delivery (
    delivery_id uuid primary key references delivery on delete cascade,
    pause_id uuid not null references pause
);
create index held_delivery_pause on held_delivery (pause_id);
