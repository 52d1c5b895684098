-- What people agreed to, said "stop" to and prefer. Histories are only appended to.

create table consent (
    id bigint generated always as identity primary key,
    person_id uuid not null references person on delete cascade,
    channel text not null,
    status text not null check (status in ('active', 'inactive')),
    source text not null,
    stated_at timestamptz not null,
    recorded_at timestamptz not null
);
create index on consent (person_id, id);

-- opt_out says what holds now; it belongs to the address, whoever has it
create table opt_out_event (
    id bigint generated always as identity primary key,
    channel text not null,
    address_key text not null,
    opted_out boolean not null,
    source text not null,
    happened_at timestamptz not null
);
create index on opt_out_event (address_key, channel, id);

insert into opt_out_event (channel, address_key, opted_out, source, happened_at)
select channel, address_key, true, source, opted_out_at from opt_out order by opted_out_at;

create table preference (
    person_id uuid primary key references person on delete cascade,
    channels text not null,
    language text,
    quiet_from time,
    quiet_to time,
    quiet_zone text,
    quiet_mode text,
    updated_at timestamptz not null
);
