"use server";

import { callNumber } from "@callscript/core/desk/call.sql.ts";
import { countDeskAct } from "@callscript/core/desk/count-desk-act.ts";
import { FlagOpinion, reviewFlag } from "@callscript/core/desk/flag-reviews.sql.ts";
import { requestRejudgeOfSwapped, swapSpeakers } from "@callscript/core/desk/swap-speakers.sql.ts";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { phone } from "../../../../lib/format.ts";
import { limitWords } from "../../../../lib/limit-words.ts";
import { requireActor } from "../../../../lib/session.ts";
import { swapWords } from "./swap-words.ts";

const CallId = z.uuid();

/** The caller's number in full, to be copied: kept with who asked, and refused past the hour's limit. */
export async function readNumber(
  call: string,
): Promise<{ number: string; shown: string } | { problem: string }> {
  const person = await requireActor("reviewer");
  const id = CallId.parse(call);
  const freeAt = await countDeskAct(database(), person.email, {
    kind: "number_copied",
    detail: { call: id },
  });
  if (freeAt !== null) return { problem: limitWords("number_copied", freeAt) };
  const [found] = await callNumber.run(database(), id);
  const number = found?.caller_number ?? null;
  return number === null ? { problem: "This call has no number." } : { number, shown: phone(number) };
}

const Swap = z.object({ call: z.uuid(), swaps: z.int().nonnegative() });

/** Exchanges agent and caller; answers what kept it from being done, in words, or null. */
export async function swap(input: z.input<typeof Swap>): Promise<string | null> {
  const person = await requireActor("reviewer");
  const { call, swaps } = Swap.parse(input);
  const [result] = await swapSpeakers.run(database(), call, swaps, person.email);
  return swapWords(result?.outcome ?? "gone");
}

/** Has a call judged again for its swap; false where that is asked for already. */
export async function judgeSwapped(call: string): Promise<boolean> {
  const person = await requireActor("reviewer");
  const [result] = await requestRejudgeOfSwapped.run(database(), CallId.parse(call), person.email);
  return result?.requested ?? false;
}

const Opinion = z.object({
  call: z.uuid(),
  code: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/),
  opinion: FlagOpinion,
});

/** Says of one flag whether it is right; false where the call has it no more. */
export async function sayOfFlag(input: z.input<typeof Opinion>): Promise<boolean> {
  const person = await requireActor("reviewer");
  const { call, code, opinion } = Opinion.parse(input);
  const [result] = await reviewFlag.run(database(), call, code, opinion, person.email);
  return result?.saved ?? false;
}
