import { allCalls } from "../calls/all-calls.ts";
import type { DemoCall } from "../calls/demo-call.ts";
import { codedSeconds } from "../voice-code/tones.ts";
import { symbolsOf } from "../voice-code/vocabulary.ts";

/** One call as the fake provider has it. Everything about it follows from its place in time: a restart lists the same. */
export interface Arrival {
  id: string;
  call: DemoCall;
  startMs: number;
  endMs: number;
  /** A call that nobody answered, or whose recording never comes. */
  kind: "answered" | "not_connected" | "unrecorded";
}

export interface ArrivalPlan {
  firstStartedAt: Date;
  /** Seconds between two calls' hang-ups. */
  everySeconds: number;
  /** Every so-manyth call loses its recording; null: none does. */
  unrecordedEvery: number | null;
}

/** So many calls had already come before the first start. */
const history = 12;
/** Every so-manyth call is not answered. */
const unansweredEvery = 9;

/** All calls that have hung up by `now`, oldest first: one every `everySeconds`, through the demo's calls in turn. */
export function arrivalsUntil(plan: ArrivalPlan, now: Date): Arrival[] {
  const { firstStartedAt, everySeconds } = plan;
  const firstMs = firstStartedAt.getTime();
  const last = Math.floor((now.getTime() - firstMs) / (everySeconds * 1000));
  return Array.from({ length: Math.max(0, last + 1 + history) }, (_, index) =>
    arrival(plan, index, firstMs + (index - history) * everySeconds * 1000),
  );
}

function arrival({ unrecordedEvery }: ArrivalPlan, index: number, endMs: number): Arrival {
  const call = allCalls[index % allCalls.length];
  if (!call) throw new Error("the demo has no calls");
  const kind =
    index % unansweredEvery === unansweredEvery - 1
      ? "not_connected"
      : unrecordedEvery !== null && index % unrecordedEvery === unrecordedEvery - 1
        ? "unrecorded"
        : "answered";
  const seconds = kind === "not_connected" ? 7 : lengthOf(call);
  return {
    id: `RGBDEMO${endMs.toString(16).toUpperCase()}${String(index).padStart(5, "0")}`,
    call,
    startMs: endMs - seconds * 1000,
    endMs,
    kind,
  };
}

function lengthOf(call: DemoCall): number {
  return Math.round(
    codedSeconds(call.turns.map((turn) => ({ speaker: 0, pieces: symbolsOf(turn.text), pause: turn.pause }))),
  );
}
