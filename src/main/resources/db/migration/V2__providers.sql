-- a channel may have several providers: an attempt belongs to one, and so does the id that it gave
alter table attempt add column provider text;
update attempt set provider = d.channel from delivery d where d.id = attempt.delivery_id;
alter table attempt alter column provider set not null;
alter table attempt drop constraint attempt_provider_id_key;
create unique index attempt_provider_id on attempt (provider, provider_id);

-- a delivery that waits until a provider can be used again
alter table delivery add column waits_for_provider boolean not null default false;
create index delivery_waits on delivery (channel) where waits_for_provider;

-- channels that are not tried for a number, because a provider said that it makes no sense
create table given_up (
    channel text not null,
    recipient_key text not null,
    error_code int,
    given_up_at timestamptz not null,
    until timestamptz not null,
    primary key (channel, recipient_key)
);
