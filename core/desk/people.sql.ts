import { z } from "zod";
import { query } from "../query.ts";

export const Role = z.enum(["admin", "reviewer"]);
export type Role = z.infer<typeof Role>;

const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  disabled_at_utc: z.date().nullable(),
  last_seen_at_utc: z.date().nullable(),
  has_second_factor: z.boolean(),
  sessions: z.int(),
  /** Calls that they decided on in seven days, and as what they stand by their last word. */
  decided: z.int(),
  confirmed: z.int(),
});
export type Person = z.infer<typeof Person>;

export const listPeople = query<[]>()(
  "list_people",
  Person,
  `select u.id, u.name, u.email, u.role, u.disabled_at_utc, u.last_seen_at_utc,
    coalesce(u."twoFactorEnabled", false) as has_second_factor,
    (select count(*)::int from app_auth.session s where s."userId" = u.id and s."expiresAt" > now()) as sessions,
    r.decided, r.confirmed
  from app_auth."user" u
    cross join lateral (
      select count(*) filter (where last.verdict <> 'reopened')::int as decided,
        count(*) filter (where last.verdict = 'confirmed_bad')::int as confirmed
      from (select distinct on (v.call_id) v.verdict from core.reviews v
        where v.reviewer = u.email and v.reviewed_at_utc > now() - interval '7 days'
        order by v.call_id, v.reviewed_at_utc desc) last) r
  order by u.disabled_at_utc is not null, lower(u.name), u.email`,
);

/** Done, or why not: nothing was to be changed, or nobody would be left who may. */
export const Outcome = z.enum(["done", "unchanged", "last_admin"]);
export type Outcome = z.infer<typeof Outcome>;
const Done = z.object({ outcome: Outcome });

/** Each refuses, in the database, whoever is no admin; and each is kept. */
export const disablePerson = query<[user: string, actor: string]>()(
  "disable_person",
  Done,
  "select core.disable_person($1, $2) as outcome",
);

export const enablePerson = query<[user: string, actor: string]>()(
  "enable_person",
  Done,
  "select core.enable_person($1, $2) as outcome",
);

export const changeRole = query<[user: string, role: Role, actor: string]>()(
  "change_role",
  Done,
  "select core.change_role($1, $2, $3) as outcome",
);

/** Takes a lost second factor off; its owner sets up another at the next sign-in. */
export const resetSecondFactor = query<[user: string, actor: string]>()(
  "reset_second_factor",
  Done,
  "select core.reset_second_factor($1, $2) as outcome",
);

/** The same by the owner of the database, who may everything: for the command line. */
export const forgetSecondFactor = query<[email: string, actor: string]>()(
  "forget_second_factor",
  Done,
  `select coalesce((select core.forget_second_factor(u.id, $2) from app_auth."user" u where u.email = lower($1)), 'unchanged') as outcome`,
);
