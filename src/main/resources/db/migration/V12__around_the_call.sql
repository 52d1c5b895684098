-- Each event of a room carries its number: a gap says that one was lost on the way.
create table room_event (
    sid_key text not null,
    number int not null,
    consultation_id uuid not null references consultation,
    ends_room boolean not null,
    primary key (sid_key, number)
);
create index on room_event (consultation_id);

-- rooms that a crash may have left over
create index video_room_open on video_room (created_at) where status in ('reserved', 'in-progress');

-- A call by phone connects patient and provider in a conference: one leg to each, tried again when busy. Numbers are not kept:
-- they are the person's. Real time throughout, but for what stands in the consultation's history.

create table voice_call (
    id uuid primary key,
    consultation_id uuid not null references consultation,
    requested_by text not null,
    requested_at timestamptz not null,
    ended_at timestamptz
);
create index on voice_call (consultation_id);
create unique index voice_call_open on voice_call (consultation_id) where ended_at is null;

create table voice_leg (
    id uuid primary key,
    call_id uuid not null references voice_call,
    participant text not null check (participant in ('patient', 'provider')),
    try smallint not null,
    state text not null,
    due_at timestamptz not null,
    lease_until timestamptz,
    sid_sealed bytea,
    joined_at timestamptz,
    ended_at timestamptz,
    error_code int,
    unique (call_id, participant, try)
);
create index voice_leg_due on voice_leg (due_at) where state in ('due', 'placing', 'hang-up');

-- How often the join links of a participant were revoked: a link says for which time it was written.
create table join_link_generation (
    consultation_id uuid not null references consultation,
    participant text not null check (participant in ('patient', 'provider')),
    generation int not null,
    primary key (consultation_id, participant)
);
