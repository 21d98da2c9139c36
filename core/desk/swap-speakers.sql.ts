import { z } from "zod";
import { query } from "../query.ts";

/**
 * `in_hand`: a judge has the call just now. `conflict`: somebody swapped since this person looked. `no_speakers`: nobody in
 * the transcript is known as agent or caller.
 */
const SwapOutcome = z.enum(["swapped", "in_hand", "conflict", "no_speakers", "gone"]);

/** Exchanges agent and caller in what was heard of a call; `swaps` is how many there were when the person looked. */
export const swapSpeakers = query<[call: string, swaps: number, actor: string]>()(
  "swap_speakers",
  z.object({ outcome: SwapOutcome }),
  "select core.swap_speakers($1, $2, $3) as outcome",
);

/** Has a call judged again whose speakers were swapped since it was judged; false where it was not, or is asked for. */
export const requestRejudgeOfSwapped = query<[call: string, actor: string]>()(
  "request_rejudge_of_swapped",
  z.object({ requested: z.boolean() }),
  "select core.request_rejudge_of_swapped($1, $2) as requested",
);
