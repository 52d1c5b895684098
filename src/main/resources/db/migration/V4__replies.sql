-- What people write to us. Numbers and texts are sealed; retention goes by received_at and done_at.

-- one row for each number that waits for a person: what it writes meanwhile joins it
create table inbox_item (
    id uuid primary key,
    channel text not null,
    address_key text not null,
    address_sealed bytea,
    reason text not null,
    consultation_id uuid references consultation,
    opened_at timestamptz not null,
    due_at timestamptz not null,
    done_at timestamptz,
    result text,
    done_by text
);
create unique index inbox_item_open on inbox_item (address_key) where done_at is null;
create index on inbox_item (consultation_id);

create table inbound_message (
    id uuid primary key,
    -- the provider's id of the message: it may be told twice
    provider_id text not null unique,
    channel text not null,
    address_key text not null,
    address_sealed bytea,
    text_sealed bytea,
    media smallint not null,
    meaning text not null,
    answer_sealed bytea,
    -- null until all that follows from it is done
    outcome text,
    inbox_item_id uuid references inbox_item,
    received_at timestamptz not null,
    stored_at timestamptz not null
);
create index inbound_message_unfinished on inbound_message (stored_at) where outcome is null;
create index inbound_message_of_number on inbound_message (address_key, received_at);
create index on inbound_message (inbox_item_id);

-- what patients answered about a visit; a question that was asked before an answer is answered
create table patient_answer (
    id bigint generated always as identity primary key,
    consultation_id uuid not null references consultation,
    schedule_revision int not null,
    answer text not null,
    via text not null,
    answered_at timestamptz not null
);
create index on patient_answer (consultation_id, schedule_revision);

-- to find what was sent to whom it came from
create index attempt_recipient on attempt (recipient_key);
