"use server";

import { passwordWeakness } from "@callscript/adapters/auth/password-weakness.ts";
import { noteDeskEvent } from "@callscript/core/desk/note-desk-event.ts";
import { endSessions } from "@callscript/core/desk/sessions.sql.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { askAuth, refusalWords } from "../../../../lib/ask-auth.ts";
import { database } from "../../../../lib/database.ts";
import { dashboardEnv } from "../../../../lib/env.ts";
import { currentSession, requireActor } from "../../../../lib/session.ts";

export interface Said {
  error: string | null;
  done: string | null;
}

const failed = (error: string): Said => ({ error, done: null });
const done = (words: string): Said => ({ error: null, done: words });

const Change = z.object({ current: z.string().max(128), next: z.string().min(15).max(128) });

/** A new password; every other session of the account ends. */
export async function changePassword(_state: Said, form: FormData): Promise<Said> {
  const person = await requireActor("reviewer");
  const input = Change.safeParse(Object.fromEntries(form));
  if (!input.success) return failed("A new password has at least 15 characters.");
  const { current, next } = input.data;
  const problem = await passwordWeakness(next, person);
  if (problem !== null) return failed(problem);
  const answer = await askAuth("/change-password", {
    currentPassword: current,
    newPassword: next,
    revokeOtherSessions: true,
  });
  if (!answer.ok) return failed(refusalWords(answer, "That is not your present password."));
  await noteDeskEvent(database(), person.email, { kind: "password_changed", detail: {} });
  revalidatePath("/settings/account");
  return done("Changed. Every other session has ended.");
}

const Password = z.object({ password: z.string().max(128) });
const Codes = z.object({ backupCodes: z.array(z.string()) });

export interface CodesMade {
  error: string | null;
  codes: string[];
}

/** Ten new backup codes, shown this once; the old ones open nothing any more. */
export async function makeBackupCodes(_state: CodesMade, form: FormData): Promise<CodesMade> {
  const person = await requireActor("reviewer");
  const { password } = Password.parse(Object.fromEntries(form));
  const answer = await askAuth("/two-factor/generate-backup-codes", { password });
  if (!answer.ok) return { error: refusalWords(answer, "That is not your password."), codes: [] };
  await noteDeskEvent(database(), person.email, { kind: "backup_codes_made", detail: {} });
  return { error: null, codes: Codes.parse(await answer.json()).backupCodes };
}

/** Takes the own second step off, where this installation does not demand it. */
export async function turnOffSecondStep(_state: Said, form: FormData): Promise<Said> {
  const person = await requireActor("reviewer");
  if (person.role === "admin" && dashboardEnv().CALLSCRIPT_SECOND_FACTOR === "admins")
    return failed("Admins keep the second step here.");
  const { password } = Password.parse(Object.fromEntries(form));
  const answer = await askAuth("/two-factor/disable", { password });
  if (!answer.ok) return failed(refusalWords(answer, "That is not your password."));
  await noteDeskEvent(database(), person.email, { kind: "second_factor_taken_off", detail: {} });
  revalidatePath("/settings/account");
  return done("Off. The password alone signs you in.");
}

/** Ends one other session of one's own, or (null) all others. */
export async function endOwnSession(session: string | null): Promise<string> {
  const person = await requireActor("reviewer");
  const own = await currentSession();
  const id = z.string().min(1).max(100).nullable().parse(session);
  const [answer] = await endSessions.run(database(), person.id, id, own?.sessionId ?? "", person.email);
  revalidatePath("/settings/account");
  return answer?.ended === 0 ? "It had ended already." : "Signed out.";
}
