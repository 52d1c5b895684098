-- Who has come to the door of a visit by their link, and whether the patient was let in. One row a person and schedule.
create table visitor (
    consultation_id uuid not null references consultation,
    schedule_revision int not null,
    participant text not null check (participant in ('patient', 'provider')),
    admission text not null check (admission in ('waiting', 'asked-to-wait', 'admitted')),
    -- by the adjustable clock, as is left_at: null while they have not said that they leave
    arrived_at timestamptz not null,
    left_at timestamptz,
    -- by real time: when their page was last heard of
    seen_at timestamptz not null,
    -- number of the last line of the chat that was shown to them
    chat_read int not null default 0,
    primary key (consultation_id, schedule_revision, participant)
);

-- What they write to each other. Numbered without a gap, so that whoever was away asks for what came since.
create table chat_line (
    consultation_id uuid not null references consultation,
    number int not null check (number > 0),
    participant text not null check (participant in ('patient', 'provider')),
    -- made by the page: a line that is sent again is kept once
    line_key uuid not null,
    text_sealed bytea not null,
    written_at timestamptz not null,
    primary key (consultation_id, number),
    unique (consultation_id, participant, line_key)
);
