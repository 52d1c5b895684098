-- Each event of a room carries its number: a gap says that one was lost on the way.
create table room_event (
    sid_key text not null,
    number int not null,
    consultation_id uuid not null references consultation,
    ends_room boolean not null,
    primary key (sid_key, number)
);
create index on room_event (consultation_id);

-- rooms that a crash may have left over
create index video_room_open on video_room (created_at) where status in ('reserved', 'in-progress');
