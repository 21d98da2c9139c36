"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { askAuth, refusalWords } from "../../../lib/ask-auth.ts";
import { isSameOrigin } from "../../../lib/same-origin.ts";
import { doorTo, ownPath } from "../own-path.ts";
import { readCode } from "../read-code.ts";

const Code = z.object({ code: z.string().max(40), next: z.string().optional() });
const Refusal = z.object({ code: z.string() });

/** The second step: a code of the authenticator, or a backup code. */
export async function confirmCode(
  _state: { error: string | null },
  form: FormData,
): Promise<{ error: string | null }> {
  if (!(await isSameOrigin())) return { error: "This request did not come from the sign-in page." };
  const input = Code.safeParse(Object.fromEntries(form));
  const sent = readCode(input.data?.code ?? "");
  if (sent === null) return { error: "A code has six digits, a backup code ten letters and digits." };
  const answer = await askAuth(
    sent.kind === "authenticator" ? "/two-factor/verify-totp" : "/two-factor/verify-backup-code",
    { code: sent.code },
  );
  if (answer.ok) redirect(ownPath(input.data?.next));
  const refusal = Refusal.safeParse(await answer.clone().json());
  const isOver =
    refusal.data?.code === "INVALID_TWO_FACTOR_COOKIE" ||
    refusal.data?.code === "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE";
  if (isOver) redirect(doorTo("/login", input.data?.next, { ended: "code" }));
  return {
    error: refusalWords(answer, "That code is not right, or it was used before. Wait for the next one."),
  };
}
