-- Sign-in in two steps, sessions that end by themselves, and accounts that can be closed.

-- The library's (better-auth 1.7, plugin two-factor): its names, and nothing that it would still migrate.
alter table app_auth."user" add column "twoFactorEnabled" boolean;
create table app_auth."twoFactor" (
  id text not null primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null references app_auth."user" (id) on delete cascade,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index "twoFactor_secret_idx" on app_auth."twoFactor" (secret);
create index "twoFactor_userId_idx" on app_auth."twoFactor" ("userId");

-- Ours.
alter table app_auth."user" add column disabled_at_utc timestamptz;
alter table app_auth."user" add column last_seen_at_utc timestamptz;
-- Sessions lie in the order of who was seen last.
create index session_by_user_and_time on app_auth.session ("userId", "updatedAt" desc);

-- Codes of an authenticator that were tried, hashed: each works once, also when it is sent twice at the same moment.
create table app_auth.tried_codes (
  user_id text not null references app_auth."user" (id) on delete cascade,
  code_hash text not null,
  tried_at_utc timestamptz not null default clock_timestamp(),
  primary key (user_id, code_hash)
);

-- Whether this is the code's first try. A code is good for a minute and a half; after five it may come again.
create function app_auth.try_code(p_user text, p_code_hash text)
returns boolean language plpgsql security definer set search_path = '' as $$
begin
  delete from app_auth.tried_codes t where t.user_id = p_user and t.tried_at_utc < clock_timestamp() - interval '5 minutes';
  insert into app_auth.tried_codes (user_id, code_hash) values (p_user, p_code_hash) on conflict do nothing;
  return found;
end
$$;
revoke all on function app_auth.try_code(text, text) from public;
grant execute on function app_auth.try_code(text, text) to callscript_web;

-- A session ends twelve hours after it was last used and seven days after it began, whatever the library writes; a closed
-- account begins none, also not at the moment at which it is closed.
create function app_auth.bound_session() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_disabled timestamptz;
begin
  if tg_op = 'INSERT' then
    select u.disabled_at_utc into v_disabled from app_auth."user" u where u.id = new."userId" for share;
    if v_disabled is not null then
      raise exception 'this account is closed' using errcode = 'insufficient_privilege';
    end if;
  end if;
  new."expiresAt" := least(new."expiresAt", clock_timestamp() + interval '12 hours', new."createdAt" + interval '7 days');
  return new;
end
$$;
create trigger bound_session before insert or update on app_auth.session
  for each row execute function app_auth.bound_session();

-- Somebody else who has the person in hand is not waited for: two sign-ins at once, or one beside the closing of the account.
create function app_auth.see_person() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update app_auth."user" u set last_seen_at_utc = clock_timestamp()
  where u.id in (select p.id from app_auth."user" p where p.id = new."userId" for no key update skip locked);
  return null;
end
$$;
create trigger see_person after insert or update on app_auth.session
  for each row execute function app_auth.see_person();
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
revoke all on function app_auth.bound_session(), app_auth.see_person(), app_auth.end_sessions_without_code() from public;

-- Those that are open keep what they have, within the same bounds.
update app_auth.session set "updatedAt" = "updatedAt";

-- Whose account is closed has no say any more.
create or replace function core.require_admin(p_actor text) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not exists (select from app_auth."user" u where u.email = p_actor and u.role = 'admin' and u.disabled_at_utc is null) then
    raise exception 'only an admin may do this' using errcode = 'insufficient_privilege';
  end if;
end
$$;
create or replace function core.require_person(p_actor text) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not exists (select from app_auth."user" u where u.email = p_actor and u.disabled_at_utc is null) then
    raise exception 'only a person of this desk may do this' using errcode = 'insufficient_privilege';
  end if;
end
$$;

grant select, insert, update, delete on app_auth."twoFactor" to callscript_web;
