import type { Segment } from "@callscript/core/transcript.ts";
import type { DatedCall } from "../read-labelled-set.ts";
import type { Trick } from "./read-tricks.ts";

const secondsAWord = 0.35;
const interruptions = ["Sorry?", "Uh-huh.", "What was that?", "Okay."];

/** The call with the trick in it, and everything after it later by as long as it takes to say; `random` is 0 to 1. */
export function insertTrick(call: DatedCall, trick: Trick, random: () => number): DatedCall {
  return {
    ...call,
    turns: trick.at === "within" ? within(call.turns, trick, random) : between(call.turns, trick, random),
  };
}

/** Added to a turn of the speaker's; as a turn of its own where there is none. */
function within(turns: readonly Segment[], trick: Trick, random: () => number): Segment[] {
  const own = turns.flatMap(({ speaker }, turn) => (speaker === trick.says ? [turn] : []));
  const chosen = own[Math.floor(random() * own.length)];
  if (chosen === undefined) return between(turns, { ...trick, at: "middle" }, random);
  return turns.map((turn, at) =>
    at === chosen ? { ...turn, text: `${turn.text} ${trick.turns.join(" ")}` } : turn,
  );
}

function between(turns: readonly Segment[], trick: Trick, random: () => number): Segment[] {
  const at = {
    start: 0,
    end: turns.length,
    within: 0,
    middle: 1 + Math.floor(random() * (turns.length - 1)),
  }[trick.at];
  const other = trick.says === "agent" ? "caller" : "agent";
  const said = trick.turns.flatMap((text, part) => [
    ...(part === 0
      ? []
      : [{ speaker: other, text: interruptions[Math.floor(random() * interruptions.length)] ?? "" }]),
    { speaker: trick.says, text },
  ]);
  let clock = at === 0 ? 0 : (turns[at - 1]?.end ?? null);
  const from = clock;
  const inserted = said.map(({ speaker, text }): Segment => {
    if (clock === null) return { speaker, text, start: null, end: null };
    const start = clock;
    clock += text.split(/\s+/).length * secondsAWord;
    return { speaker, text, start, end: clock };
  });
  const late = clock === null || from === null ? 0 : clock - from;
  const shift = (second: number | null) => (second === null ? null : second + late);
  return [
    ...turns.slice(0, at),
    ...inserted,
    ...turns.slice(at).map((turn) => ({ ...turn, start: shift(turn.start), end: shift(turn.end) })),
  ];
}
