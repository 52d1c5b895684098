-- When contact data was erased; null: it is there. The row stays, because consultations rest on it.
alter table person add column contact_erased_at timestamptz;

-- To whom an attempt went is erased some time after the visit; how it went and what it cost stays.
alter table attempt alter column recipient_key drop not null;
alter table attempt alter column recipient_sealed drop not null;

-- How far each kind of data is erased: up to the visit that began at erased_to. Whoever erases holds the row.
create table retention (
    kind text primary key,
    erased_to timestamptz not null default '1970-01-01T00:00:00Z',
    erased_visit uuid not null default '00000000-0000-0000-0000-000000000000'
);
insert into retention (kind) values ('patients'), ('providers'), ('addresses'), ('texts'), ('replies'), ('chat');

-- visits of a day, whoever's they are, and those that are long past
create index consultation_start on consultation (start_at, id);
create index inbound_message_kept on inbound_message (received_at) where address_sealed is not null;
create index inbox_item_kept on inbox_item (done_at) where address_sealed is not null;
