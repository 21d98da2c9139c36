-- A call that is judged again is held by a heartbeat, as fresh ones are: however long its requests wait for room, no other
-- run takes it over, and that of a worker that was lost is taken over after 90 s.
create function core.renew_rejudge(p_request uuid, p_worker text, p_attempt integer, p_lease interval default '90 seconds')
returns boolean language sql security definer set search_path = '' as $$
  with renewed as (
    update core.rejudge_requests r set lease_expires_at = now() + p_lease
    where r.id = p_request and r.locked_by = p_worker and r.attempts = p_attempt and r.finished_at_utc is null
    returning 1
  )
  select exists (select from renewed)
$$;
revoke execute on function core.renew_rejudge(uuid, text, integer, interval) from public;
