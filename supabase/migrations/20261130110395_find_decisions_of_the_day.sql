-- What was decided today is read without the day's other events.
create index call_events_reviewed on core.call_events (at_utc) where kind = 'reviewed';
