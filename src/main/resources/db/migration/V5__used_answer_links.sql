-- an answer link is signed, not stored; it can be used once, and this is the use

create table used_answer_link (
    consultation_id uuid not null references consultation on delete cascade,
    schedule_revision int not null,
    kind text not null,
    answer text not null check (answer in ('confirm', 'cancel', 'another-time')),
    used_at timestamptz not null,
    primary key (consultation_id, schedule_revision, kind)
);
