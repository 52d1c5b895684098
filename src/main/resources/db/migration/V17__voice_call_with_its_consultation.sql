-- a booking is written just before its transaction commits: what a diagram does before that may already speak of it
alter table voice_call alter constraint voice_call_consultation_id_fkey deferrable initially deferred;
