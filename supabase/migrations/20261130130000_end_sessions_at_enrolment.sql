-- Whoever has set up the second step has shown a code; a session that was begun with the password alone has not, and would
-- be let in with it: all of the person's sessions end, and the one that is begun after it stays.
create function app_auth.end_sessions_without_code() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from app_auth.session s where s."userId" = new.id;
  return null;
end
$$;
create trigger end_sessions_without_code after update of "twoFactorEnabled" on app_auth."user"
  for each row when (new."twoFactorEnabled" and old."twoFactorEnabled" is distinct from true)
  execute function app_auth.end_sessions_without_code();

-- Two sign-ins of one person at the same moment, or one beside the closing of the account, waited for each other in turns.
create or replace function app_auth.see_person() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update app_auth."user" u set last_seen_at_utc = clock_timestamp()
  where u.id in (select p.id from app_auth."user" p where p.id = new."userId" for no key update skip locked);
  return null;
end
$$;
revoke all on function app_auth.end_sessions_without_code() from public;

-- What was decided today is read without the day's other events.
create index call_events_reviewed on core.call_events (at_utc) where kind = 'reviewed';
