-- That an attempt began, and when, is what its own row says (attempt.started_at): an event told it a second time.

delete from delivery_event where event = 'sending';
