"use server";

import { noteDeskEvent } from "@callscript/core/desk/note-desk-event.ts";
import { redirect } from "next/navigation";
import { encode } from "uqr";
import { z } from "zod";
import { askAuth, refusalWords } from "../../../lib/ask-auth.ts";
import { database } from "../../../lib/database.ts";
import { isSameOrigin } from "../../../lib/same-origin.ts";
import { currentSession } from "../../../lib/session.ts";
import { doorTo, ownPath } from "../own-path.ts";
import { readCode } from "../read-code.ts";

const Input = z.object({
  password: z.string().max(128).optional(),
  code: z.string().max(40).optional(),
  next: z.string().optional(),
});
const Begun = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

/** What an authenticator is given, to be shown once. */
export interface Secret {
  /** The dark fields of a square picture, as an SVG path. */
  path: string;
  size: number;
  /** The same, to be typed. */
  key: string;
  backupCodes: string[];
}

export interface SetUpState {
  error: string | null;
  secret: Secret | null;
}

/** Begins with the password, and ends with the first code; in between the secret is in the page alone. */
export async function setUp(state: SetUpState, form: FormData): Promise<SetUpState> {
  const because = (error: string) => ({ ...state, error });
  if (!(await isSameOrigin())) throw new Error("this request did not come from the dashboard");
  const signedIn = await currentSession();
  const input = Input.parse(Object.fromEntries(form));
  if (signedIn === null) redirect(doorTo("/login", input.next));
  if (input.code === undefined) {
    const answer = await askAuth("/two-factor/enable", { password: input.password ?? "" });
    if (!answer.ok) return because(refusalWords(answer, "That is not your password."));
    const { totpURI, backupCodes } = Begun.parse(await answer.json());
    return { error: null, secret: { ...picture(totpURI), backupCodes } };
  }
  const sent = readCode(input.code);
  if (sent?.kind !== "authenticator") return because("A code has six digits.");
  const answer = await askAuth("/two-factor/verify-totp", { code: sent.code });
  if (!answer.ok)
    return because(refusalWords(answer, "That code is not right. Check that the clock of the device is."));
  await noteDeskEvent(database(), signedIn.person.email, { kind: "second_factor_set_up", detail: {} });
  redirect(ownPath(input.next));
}

function picture(uri: string): Omit<Secret, "backupCodes"> {
  const { data, size } = encode(uri, { border: 2 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  const key = new URL(uri).searchParams.get("secret") ?? "";
  return { path, size, key: key.replace(/(.{4})(?=.)/g, "$1 ") };
}
