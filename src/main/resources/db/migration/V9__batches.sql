-- kind and requested_at are given by whoever inserts; only a node of an earlier version leaves them to the trigger
drop trigger delivery_of_its_notice on delivery;
create trigger delivery_of_its_notice before insert on delivery
    for each row when (new.kind is null) execute function of_its_notice();

-- many people's opt-outs are asked for at once, whatever the channel
create index opt_out_address on opt_out (address_key);
