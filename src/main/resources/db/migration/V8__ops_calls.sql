-- To which provider ops are to be called, until the engine took it: a node that dies in between takes no call with it.

create table ops_call (
    provider text primary key,
    channel text not null,
    error_code int,
    concern text not null,
    circuit_open boolean not null,
    called_at timestamptz not null
);
