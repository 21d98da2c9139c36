-- Sign-in (better-auth 1.7): its own schema and names, because `auth` is Supabase's and camel case is the library's.
-- A test holds that the library has nothing left to migrate.
create schema app_auth;

create table app_auth."user" (
  id text not null primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  role text not null check (role in ('admin', 'reviewer'))
);

create table app_auth.session (
  id text not null primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references app_auth."user" (id) on delete cascade
);
create index "session_userId_idx" on app_auth.session ("userId");

create table app_auth.account (
  id text not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references app_auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on app_auth.account ("userId");

create table app_auth.verification (
  id text not null primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index verification_identifier_idx on app_auth.verification (identifier);

create table app_auth."rateLimit" (
  id text not null primary key,
  key text not null unique,
  count integer not null,
  "lastRequest" bigint not null
);
