"use server";

import { cancelBenchRun, requestBenchRun } from "@callscript/core/desk/bench.sql.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";
import { benchSizes } from "./bench-words.ts";

const CallSet = z.object({
  callsOf: z.enum(["recent", "reviewed"]),
  size: z.int().refine((size) => size === 2_000 || benchSizes.some((one) => one === size)),
  /** What whoever asked was shown, with room: a run ends there. */
  usdAtMost: z.string().regex(/^\d{1,4}(\.\d{1,6})?$/),
});

export type RunAnswer =
  | { outcome: "queued"; run: string }
  | { outcome: "busy" | "none" | "faults"; by: string | null };

/** Asks the runner to try the draft. */
export async function runBench(pack: string, set: unknown): Promise<RunAnswer> {
  const person = await requireActor("admin");
  const { callsOf, size, usdAtMost } = CallSet.parse(set);
  const [asked] = await requestBenchRun.run(
    database(),
    Vertical.parse(pack),
    callsOf,
    size,
    usdAtMost,
    person.email,
  );
  if (asked?.outcome === "queued" && asked.run !== null) return { outcome: "queued", run: asked.run };
  const outcome = asked === undefined || asked.outcome === "queued" ? "none" : asked.outcome;
  return { outcome, by: asked?.requested_by ?? null };
}

/** false: it was over already. */
export async function cancelBench(run: string): Promise<boolean> {
  const person = await requireActor("admin");
  const [cancelled] = await cancelBenchRun.run(database(), z.uuid().parse(run), person.email);
  return cancelled?.cancelled ?? false;
}
