-- What admins do with people, and people with their own sessions: each refused to others here, and each kept.

create index reviews_by_reviewer on core.reviews (reviewer, reviewed_at_utc desc);

-- Holds a person and all admins, in one order: two who close each other's accounts at once leave one of them.
create function core.hold_person(p_user text)
returns app_auth."user" language plpgsql set search_path = '' as $$
declare
  v_person app_auth."user";
begin
  perform from app_auth."user" u where u.role = 'admin' order by u.id for update;
  select * into v_person from app_auth."user" u where u.id = p_user for update;
  return v_person;
end
$$;
create function core.is_last_admin(p_person app_auth."user")
returns boolean language sql stable set search_path = '' as $$
  select p_person.role = 'admin' and not exists (
    select from app_auth."user" u where u.role = 'admin' and u.disabled_at_utc is null and u.id <> p_person.id)
$$;

-- The database's own word for "done", or why not: what a page can say.
create function core.disable_person(p_user text, p_actor text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_person app_auth."user";
begin
  perform core.require_admin(p_actor);
  v_person := core.hold_person(p_user);
  if v_person.id is null or v_person.disabled_at_utc is not null then
    return 'unchanged';
  end if;
  if core.is_last_admin(v_person) then
    return 'last_admin';
  end if;
  update app_auth."user" u set disabled_at_utc = clock_timestamp() where u.id = p_user;
  delete from app_auth.session s where s."userId" = p_user;
  delete from app_auth.verification v where v.value = p_user;
  perform core.note_desk_event(p_actor, 'person_disabled', jsonb_build_object('email', v_person.email));
  return 'done';
end
$$;

create function core.enable_person(p_user text, p_actor text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_email text;
begin
  perform core.require_admin(p_actor);
  update app_auth."user" u set disabled_at_utc = null where u.id = p_user and u.disabled_at_utc is not null
  returning u.email into v_email;
  if v_email is null then
    return 'unchanged';
  end if;
  perform core.note_desk_event(p_actor, 'person_enabled', jsonb_build_object('email', v_email));
  return 'done';
end
$$;

create function core.change_role(p_user text, p_role text, p_actor text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_person app_auth."user";
begin
  perform core.require_admin(p_actor);
  v_person := core.hold_person(p_user);
  if v_person.id is null or v_person.role = p_role then
    return 'unchanged';
  end if;
  if core.is_last_admin(v_person) then
    return 'last_admin';
  end if;
  update app_auth."user" u set role = p_role where u.id = p_user;
  perform core.note_desk_event(p_actor, 'role_changed', jsonb_build_object('email', v_person.email, 'role', p_role));
  return 'done';
end
$$;

-- Takes a lost second factor off an account and ends its sessions; its owner sets up another at the next sign-in. For the
-- command line, which is the owner's.
create function core.forget_second_factor(p_user text, p_actor text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_email text;
begin
  update app_auth."user" u set "twoFactorEnabled" = false where u.id = p_user and u."twoFactorEnabled"
  returning u.email into v_email;
  if v_email is null then
    return 'unchanged';
  end if;
  delete from app_auth."twoFactor" t where t."userId" = p_user;
  delete from app_auth.session s where s."userId" = p_user;
  perform core.note_desk_event(p_actor, 'second_factor_reset', jsonb_build_object('email', v_email));
  return 'done';
end
$$;

create function core.reset_second_factor(p_user text, p_actor text)
returns text language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  return core.forget_second_factor(p_user, p_actor);
end
$$;

-- Ends sessions of the actor's own, or, for an admin, of anybody: one, or (p_session null) all of a person but p_keep.
create function core.end_sessions(p_user text, p_session text, p_keep text, p_actor text)
returns integer language plpgsql security definer set search_path = '' as $$
declare
  v_email text;
  v_ended integer;
begin
  select u.email into v_email from app_auth."user" u where u.id = p_user;
  if v_email is distinct from p_actor then
    perform core.require_admin(p_actor);
  end if;
  delete from app_auth.session s
  where s."userId" = p_user and (p_session is null or s.id = p_session) and s.id is distinct from p_keep;
  get diagnostics v_ended = row_count;
  if v_ended > 0 then
    perform core.note_desk_event(p_actor, 'sessions_ended', jsonb_build_object('email', v_email, 'sessions', v_ended));
  end if;
  return v_ended;
end
$$;

-- An invitation, which ends an earlier one to the same address; null: whoever has an account needs none. For the command line,
-- which is the owner's.
create function core.make_invite(p_email text, p_role text, p_token_hash text, p_invited_by text, p_actor text)
returns timestamptz language plpgsql security definer set search_path = '' as $$
declare
  v_expires timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('callscript invite ' || lower(p_email), 0));
  -- Waits for who is just accepting one: the account is looked for afterwards.
  update core.invites i set revoked_at_utc = now()
  where lower(i.email) = lower(p_email) and i.accepted_at_utc is null and i.revoked_at_utc is null;
  if exists (select from app_auth."user" u where lower(u.email) = lower(p_email)) then
    return null;
  end if;
  insert into core.invites (email, role, token_hash, invited_by)
  values (lower(p_email), p_role, p_token_hash, p_invited_by) returning expires_at_utc into v_expires;
  perform core.note_desk_event(p_actor, 'person_invited', jsonb_build_object('email', lower(p_email), 'role', p_role));
  return v_expires;
end
$$;

create function core.invite_person(p_email text, p_role text, p_token_hash text, p_actor text)
returns timestamptz language plpgsql security definer set search_path = '' as $$
begin
  perform core.require_admin(p_actor);
  return core.make_invite(p_email, p_role, p_token_hash,
    (select u.name from app_auth."user" u where u.email = p_actor), p_actor);
end
$$;

create function core.revoke_invite(p_invite uuid, p_actor text)
returns text language plpgsql security definer set search_path = '' as $$
declare
  v_email text;
begin
  perform core.require_admin(p_actor);
  update core.invites i set revoked_at_utc = now()
  where i.id = p_invite and i.accepted_at_utc is null and i.revoked_at_utc is null
  returning i.email into v_email;
  if v_email is null then
    return 'unchanged';
  end if;
  perform core.note_desk_event(p_actor, 'invite_revoked', jsonb_build_object('email', v_email));
  return 'done';
end
$$;

-- As before, and kept. Who accepts does it in the transaction in which the account is made: taking it back waits for that, and
-- finds it used.
create or replace function core.accept_invite(p_token_hash text)
returns table (email text, role text) language sql security definer set search_path = '' as $$
  with accepted as (
    update core.invites i set accepted_at_utc = now()
    where i.token_hash = p_token_hash and i.accepted_at_utc is null and i.revoked_at_utc is null and i.expires_at_utc > now()
    returning i.email, i.role
  ), kept as (
    insert into core.desk_events (actor, kind, detail)
    select a.email, 'person_joined', jsonb_build_object('email', a.email, 'role', a.role) from accepted a
  )
  select a.email, a.role from accepted a
$$;

-- Invitations are made by the verb alone.
revoke insert (email, role, token_hash, invited_by, expires_at_utc) on core.invites from callscript_web;
drop policy web_invites on core.invites;

revoke execute on function core.hold_person(text), core.is_last_admin(app_auth."user"), core.make_invite(text, text, text, text, text),
  core.disable_person(text, text), core.enable_person(text, text), core.change_role(text, text, text),
  core.forget_second_factor(text, text), core.reset_second_factor(text, text), core.end_sessions(text, text, text, text),
  core.invite_person(text, text, text, text), core.revoke_invite(uuid, text) from public;
grant execute on function core.disable_person(text, text), core.enable_person(text, text), core.change_role(text, text, text),
  core.reset_second_factor(text, text), core.end_sessions(text, text, text, text), core.invite_person(text, text, text, text),
  core.revoke_invite(uuid, text) to callscript_web;
