-- A short call to try everything out before a visit. It begins when both have come, and is over a few seconds later, whatever
-- becomes of the pages: the end is here, and whoever looks finds it. Real time, but for requested_at.
create table trial_call (
    id uuid primary key,
    consultation_id uuid not null references consultation,
    requested_at timestamptz not null,
    -- when their pages were last heard of
    patient_seen_at timestamptz,
    provider_seen_at timestamptz,
    name_sealed bytea not null,
    sid_sealed bytea,
    -- null until both have come
    ends_at timestamptz,
    -- the room was ended at the provider
    ended_at timestamptz
);
create index on trial_call (consultation_id);
create index trial_call_running on trial_call (ends_at) where ends_at is not null and ended_at is null;
