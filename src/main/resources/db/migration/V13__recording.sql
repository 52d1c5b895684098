-- Each time the provider asked whether the call may be recorded, what the patient said to it and when, and what became of it.
-- Times are the adjustable clock's, but for the lease.
create table recording_consent (
    id uuid primary key,
    consultation_id uuid not null references consultation,
    asked_at timestamptz not null,
    -- null while nothing was said; withdrawn: the provider took the question back
    answer text check (answer in ('yes', 'no', 'withdrawn')),
    answered_at timestamptz,
    stopped_at timestamptz,
    stopped_by text check (stopped_by in ('patient', 'provider', 'service')),
    -- which room records, as video_room has it
    room_key text,
    -- what the provider of rooms was told: while it turns on or off, nobody knows whether it records
    recorder text not null default 'off' check (recorder in ('off', 'turning-on', 'on', 'turning-off')),
    -- by real time: somebody is telling the provider of rooms, or it has refused and is asked again later
    busy_until timestamptz
);
create unique index recording_consent_open on recording_consent (consultation_id)
    where answer is null or (answer = 'yes' and stopped_at is null);
create index on recording_consent (consultation_id, asked_at);
create index recording_consent_running on recording_consent (asked_at)
    where recorder <> 'off' or (answer = 'yes' and stopped_at is null);

-- What the provider of rooms keeps: one recording for each track. The media never comes here.
create table recording (
    id uuid primary key,
    consultation_id uuid not null references consultation,
    sid_key text not null unique,
    sid_sealed bytea not null,
    participant text check (participant in ('patient', 'provider')),
    kind text check (kind in ('audio', 'video', 'data')),
    status text not null check (status in ('processing', 'completed', 'failed')),
    seconds int,
    bytes bigint,
    started_at timestamptz not null,
    deletion_asked_at timestamptz,
    deletion_asked_by text,
    -- by real time: when the provider is asked to delete it, for the first time or again
    deletion_due_at timestamptz,
    deleted_at timestamptz
);
create index on recording (consultation_id);
create index recording_deletion on recording (deletion_due_at) where deletion_asked_at is not null and deleted_at is null;
create index recording_kept on recording (started_at) where deletion_asked_at is null;
