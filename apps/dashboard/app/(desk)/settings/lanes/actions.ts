"use server";

import { LaneName } from "@callscript/core/call-state.ts";
import { askAlertTest } from "@callscript/core/desk/alert-tests.sql.ts";
import { putBackFailed } from "@callscript/core/desk/failures.sql.ts";
import { pauseLaneFromDesk, resumeLaneFromDesk, runLaneNow } from "@callscript/core/desk/lane-verbs.sql.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";
import { putBackWords } from "./lane-words.ts";

/** Each does what an admin asks of a lane, and answers in words what its card does not show by itself. */
export async function pause(lane: string): Promise<string> {
  const { email } = await requireActor("admin");
  await pauseLaneFromDesk.run(database(), LaneName.parse(lane), email);
  shown();
  return "Paused. Calls in work are finished; the others keep their place.";
}

export async function resume(lane: string): Promise<void> {
  const { email } = await requireActor("admin");
  await resumeLaneFromDesk.run(database(), LaneName.parse(lane), email);
  shown();
}

export async function runNow(lane: string): Promise<string> {
  const { email } = await requireActor("admin");
  const [answer] = await runLaneNow.run(database(), LaneName.parse(lane), email);
  shown();
  return answer?.asked
    ? "Asked to run. It begins at once where it is served, else at its next beat."
    : "Not asked: it is paused. Resume it first.";
}

const Failure = z.object({ lane: z.enum(["vault", "factory", "judge"]), reason: z.string().max(10_000) });

/** Puts calls that failed for one reason back in the queue, the newest 1,000 at once. */
export async function putBack(lane: string, reason: string): Promise<string> {
  const { email } = await requireActor("admin");
  const failure = Failure.parse({ lane, reason });
  const [answer] = await putBackFailed.run(database(), failure.lane, failure.reason, email);
  shown();
  return putBackWords(answer?.moved ?? 0);
}

/** The upkeep lane sends it, which holds the webhook; the page tells how it went. */
export async function testAlerts(): Promise<string> {
  const { email } = await requireActor("admin");
  await askAlertTest.run(database(), email);
  shown();
  return "Asked for.";
}

function shown(): void {
  revalidatePath("/settings/lanes");
  revalidatePath("/dashboard");
}
