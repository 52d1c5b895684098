-- what a channel sends next is asked for channel by channel, so that a slow one holds up no other
create index delivery_due_by_channel on delivery (channel, deadline, due_at) where state = 'PENDING';
drop index delivery_due;

-- one row for each sender with a rate, or one that was told to slow down; real time, because the far end counts by it
create table sender_pace (
    sender text primary key,
    free_at timestamptz not null,
    paused_until timestamptz,
    strikes smallint not null default 0
);
-- whether anything of a sender was taken since its last pause
create index attempt_sender on attempt (sender, claimed_at);

-- how often the provider could not be asked about an attempt: the pause before the next look grows with it
alter table attempt add column unanswered smallint not null default 0;

-- how often a person could not be asked to phone, and until when that is not tried again, by real time
alter table notice add column call_tries smallint not null default 0;
alter table notice add column call_not_before timestamptz;
