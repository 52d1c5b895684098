-- Each version of a row has its entry in each index: an index that is rarely asked costs every message.

-- Of a delivery three indexes told its kind, its state and its channel. What many have is soon found among the newest
-- (delivery_newest); what is pending or sent has an index by its time; this one finds the states that few are in ...
drop index delivery_kind;
drop index delivery_state;
drop index delivery_channel;
create index delivery_state on delivery (state, requested_at desc, id desc)
    where state in ('WAITING', 'UNKNOWN', 'UNCONFIRMED', 'SILENT', 'FAILED');
-- ... and this one, a few bytes for each hundred pages, passes over pages without a word that is rare
create index delivery_words on delivery
    using brin (kind text_bloom_ops (n_distinct_per_range = 64), channel text_bloom_ops (n_distinct_per_range = 16),
        state text_bloom_ops (n_distinct_per_range = 16)) with (autosummarize = on);

-- events are only read by their delivery, in their order
alter table delivery_event drop constraint delivery_event_pkey;
drop index delivery_event_delivery_id_idx;
alter table delivery_event add primary key (delivery_id, id);

-- an attempt has no id of the provider until it has answered
drop index attempt_provider_id;
create unique index attempt_provider_id on attempt (provider, provider_id) where provider_id is not null;
