import { z } from "zod";
import { query } from "../query.ts";
import { Role } from "./people.sql.ts";

export const acceptInvite = query<[tokenHash: string]>()(
  "accept_invite",
  z.object({ email: z.email(), role: Role }),
  "select email, role from core.accept_invite($1)",
);

export const readInvite = query<[tokenHash: string]>()(
  "read_invite",
  z.object({
    email: z.email(),
    role: Role,
    invited_by: z.string(),
    accepted_at_utc: z.date().nullable(),
    open: z.boolean(),
  }),
  `select email, role, invited_by, accepted_at_utc,
    accepted_at_utc is null and revoked_at_utc is null and expires_at_utc > now() as open
  from core.invites where token_hash = $1`,
);

/** Invitations that still work, the newest first. */
export const openInvites = query<[]>()(
  "open_invites",
  z.object({
    id: z.uuid(),
    email: z.string(),
    role: Role,
    invited_by: z.string(),
    expires_at_utc: z.date(),
  }),
  `select id, email, role, invited_by, expires_at_utc from core.invites
  where accepted_at_utc is null and revoked_at_utc is null and expires_at_utc > now() order by created_at_utc desc limit 200`,
);

/** Takes back one that still works. Admins only: the database refuses others. */
export const revokeInvite = query<[invite: string, actor: string]>()(
  "revoke_invite",
  z.object({ outcome: z.enum(["done", "unchanged"]) }),
  "select core.revoke_invite($1, $2) as outcome",
);

export const accountExists = query<[email: string]>()(
  "account_exists",
  z.object({ exists: z.boolean() }),
  'select exists (select from app_auth."user" where lower(email) = lower($1)) as exists',
);
