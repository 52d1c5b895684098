-- Contact data and free text are sealed (bytea); nothing else here says who somebody is.

create table clock_offset (
    only_row boolean primary key default true check (only_row),
    offset_ms bigint not null check (offset_ms >= 0)
);

-- people

create table person (
    id uuid primary key,
    role text not null check (role in ('patient', 'provider')),
    reference text not null,
    sealed bytea not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (role, reference)
);

create table opt_out (
    channel text not null,
    address_key text not null,
    source text not null,
    opted_out_at timestamptz not null,
    primary key (channel, address_key)
);

-- consultation

create table consultation (
    id uuid primary key,
    type text not null,
    status text not null,
    start_at timestamptz not null,
    time_zone text not null,
    duration_minutes int not null,
    schedule_revision int not null,
    patient_id uuid not null references person,
    provider_id uuid not null references person,
    location_sealed bytea,
    requires_acceptance boolean not null,
    accepted boolean not null default false,
    acceptance_due_at timestamptz,
    payment_amount numeric(12, 2),
    payment_currency text,
    payment_due_at timestamptz,
    paid_at timestamptz,
    cancelled_by text,
    reason_sealed bytea,
    booked_at timestamptz not null
);
create index on consultation (patient_id);
create index on consultation (provider_id);

create table booking_request (
    idempotency_key text primary key,
    body_hash text not null,
    consultation_id uuid not null references consultation,
    requested_at timestamptz not null
);
create index on booking_request (consultation_id);

create table consultation_event (
    id bigint generated always as identity primary key,
    consultation_id uuid not null references consultation,
    happened_at timestamptz not null,
    event text not null,
    party text,
    detail text
);
create index on consultation_event (consultation_id);

-- delivery: a notice is what somebody is told; a delivery is one channel of it; an attempt is one try at that

create table notice (
    id uuid primary key,
    consultation_id uuid not null,
    kind text not null,
    schedule_revision int not null,
    audience text not null,
    occurrence int not null default 0,
    state text not null,
    reason text,
    requested_at timestamptz not null,
    due_at timestamptz not null,
    deadline timestamptz not null,
    call_if_unreached boolean not null,
    call_requested_at timestamptz,
    unique (consultation_id, kind, schedule_revision, audience, occurrence)
);
create index notice_call on notice (deadline) where state in ('UNREACHED', 'CALL_OBSOLETE');

create table delivery (
    id uuid primary key,
    notice_id uuid not null references notice,
    consultation_id uuid not null,
    audience text not null,
    chain smallint not null,
    position smallint not null,
    channel text not null,
    state text not null,
    reason text,
    due_at timestamptz not null,
    deadline timestamptz not null,
    not_before timestamptz,
    silent_at timestamptz,
    answered_at timestamptz,
    tries smallint not null default 0,
    attempt_id uuid,
    provider_status text,
    error_code int,
    detail text,
    unique (notice_id, channel)
);
create index delivery_due on delivery (deadline, due_at) where state = 'PENDING';
create index delivery_silent on delivery (silent_at) where state in ('SENT', 'UNKNOWN');
create index delivery_consultation on delivery (consultation_id);

create table attempt (
    id uuid primary key,
    delivery_id uuid not null references delivery,
    number smallint not null,
    state text not null,
    askable boolean not null,
    sender text not null,
    recipient_key text not null,
    recipient_sealed bytea not null,
    claimed_at timestamptz not null,
    started_at timestamptz not null,
    lease_until timestamptz not null,
    look_at timestamptz,
    looks smallint not null default 0,
    provider_id text unique,
    provider_status text,
    error_code int,
    detail text,
    unique (delivery_id, number)
);
-- at most one unresolved attempt per sender and recipient, where the provider can be asked
create unique index attempt_unresolved on attempt (sender, recipient_key) where state in ('SENDING', 'UNKNOWN') and askable;
create index attempt_lease on attempt (lease_until) where state = 'SENDING';
create index attempt_look on attempt (look_at) where state = 'UNKNOWN';

create table delivery_event (
    id bigint generated always as identity primary key,
    delivery_id uuid not null references delivery,
    happened_at timestamptz not null,
    attempt smallint,
    event text not null,
    provider_status text,
    error_code int,
    detail text
);
create index on delivery_event (delivery_id);

-- video

create table video_room (
    consultation_id uuid primary key references consultation,
    name_sealed bytea not null,
    name_key text not null unique,
    sid_sealed bytea,
    sid_key text unique,
    status text not null,
    created_at timestamptz not null,
    completed_at timestamptz
);

create table attendance (
    id bigint generated always as identity primary key,
    consultation_id uuid not null references consultation,
    participant text not null,
    event text not null,
    happened_at timestamptz not null,
    unique (consultation_id, participant, event, happened_at)
);
