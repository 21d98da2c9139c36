import { z } from "zod";
import { shownLanes } from "./lane-words.ts";

const Lane = z.enum(shownLanes).nullable().catch(null);

/** What the address says was asked of a lane here. How the lane stands now is read with the page. */
export const ResumeAnswer = z.object({ resumed: Lane, unresumed: Lane });
export type ResumeAnswer = z.infer<typeof ResumeAnswer>;

/** What came of it, beside the lane's own state; nothing where nothing was asked. */
export function resumeWords(
  { lane, state }: { lane: string; state: "running" | "paused" | "stopped" },
  { resumed, unresumed }: ResumeAnswer,
): string {
  if (unresumed === lane) return "Not resumed: it could not be stored. Try again.";
  if (resumed !== lane) return "";
  return {
    running: "Resumed. It begins at once where it is served, else at its next beat.",
    paused: "Resumed, and it has stopped again since.",
    stopped: "Resumed. It begins when its program runs.",
  }[state];
}
