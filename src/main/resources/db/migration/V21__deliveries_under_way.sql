-- That a call has ended (SENDING becomes SENT) is nothing an index has to hear: both are one phase, and no index knows more of
-- a state than its phase. So the row is written in place (heap-only tuples), without new entries in each of its indexes.

alter table delivery add column phase text not null
    generated always as (case when state in ('SENDING', 'SENT') then 'UNDER_WAY' else state end) stored;

drop index delivery_due_by_channel;
create index delivery_due_by_channel on delivery (channel, deadline, due_at) where phase = 'PENDING';

drop index delivery_silent;
create index delivery_silent on delivery (silent_at) where phase in ('UNDER_WAY', 'UNKNOWN');

drop index delivery_state;
create index delivery_state on delivery (phase, requested_at desc, id desc)
    where phase in ('WAITING', 'UNKNOWN', 'UNCONFIRMED', 'SILENT', 'FAILED');

drop index delivery_words;
create index delivery_words on delivery
    using brin (kind text_bloom_ops (n_distinct_per_range = 64), channel text_bloom_ops (n_distinct_per_range = 16),
        phase text_bloom_ops (n_distinct_per_range = 16)) with (autosummarize = on);

analyze delivery (phase);
