"use server";

import { invitePerson } from "@callscript/core/desk/invite-person.ts";
import { revokeInvite } from "@callscript/core/desk/invites.sql.ts";
import {
  changeRole,
  disablePerson,
  enablePerson,
  Role,
  resetSecondFactor,
} from "@callscript/core/desk/people.sql.ts";
import { endSessions } from "@callscript/core/desk/sessions.sql.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { dashboardEnv } from "../../../../lib/env.ts";
import { requireActor } from "../../../../lib/session.ts";
import { outcomeWords } from "./people-words.ts";

const Id = z.string().min(1).max(100);
const Invitation = z.object({ email: z.email(), role: Role });

export type Invited = { link: string; email: string } | { problem: string };

/** Makes a link with which somebody joins, shown this once; an earlier one to the same address ends. Admins only. */
export async function invite(email: string, role: string): Promise<Invited> {
  const actor = await requireActor("admin");
  const wanted = Invitation.safeParse({ email: email.trim(), role });
  if (!wanted.success) return { problem: "An e-mail address is needed, and a role." };
  const made = await invitePerson(database(), actor.email, wanted.data);
  revalidatePath("/settings/people");
  if (made === null) return { problem: `${wanted.data.email} has an account already.` };
  const base = dashboardEnv().CALLSCRIPT_PUBLIC_URL.replace(/\/$/, "");
  return { link: `${base}/invite/${made.token}`, email: wanted.data.email };
}

export async function takeBack(inviteId: string): Promise<string> {
  const { email } = await requireActor("admin");
  const [answer] = await revokeInvite.run(database(), z.uuid().parse(inviteId), email);
  revalidatePath("/settings/people");
  return outcomeWords(answer?.outcome, "Taken back: the link opens nothing any more.");
}

export async function setRole(user: string, role: string): Promise<string> {
  const { email } = await requireActor("admin");
  const [answer] = await changeRole.run(database(), Id.parse(user), Role.parse(role), email);
  revalidatePath("/settings/people");
  return outcomeWords(answer?.outcome, `Changed to ${role}; it holds from their next click.`);
}

export async function closeAccount(user: string): Promise<string> {
  const { email } = await requireActor("admin");
  const [answer] = await disablePerson.run(database(), Id.parse(user), email);
  revalidatePath("/settings/people");
  return outcomeWords(answer?.outcome, "Closed, and signed out everywhere. What they decided stays.");
}

export async function openAccount(user: string): Promise<string> {
  const { email } = await requireActor("admin");
  const [answer] = await enablePerson.run(database(), Id.parse(user), email);
  revalidatePath("/settings/people");
  return outcomeWords(answer?.outcome, "Open again, with the same password.");
}

export async function takeOffSecondStep(user: string): Promise<string> {
  const { email } = await requireActor("admin");
  const [answer] = await resetSecondFactor.run(database(), Id.parse(user), email);
  revalidatePath("/settings/people");
  return outcomeWords(
    answer?.outcome,
    "Off, and signed out everywhere. They set up another at the next sign-in.",
  );
}

/** Ends one session of a person, or (null) all of them. */
export async function signOutPerson(user: string, session: string | null): Promise<string> {
  const { email } = await requireActor("admin");
  const [answer] = await endSessions.run(
    database(),
    Id.parse(user),
    Id.nullable().parse(session),
    null,
    email,
  );
  revalidatePath("/settings/people");
  return answer?.ended === 0 ? "It had ended already." : "Signed out.";
}
