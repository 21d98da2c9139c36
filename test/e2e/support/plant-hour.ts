import { type PlantedCall, plantCall } from "./plant-call.ts";

const quote = "we load sixty four hundred dollars on a card";
/** The line that is flagged, in the middle of 600. */
export const flaggedLine = 300;

/** A call of an hour in two channels, whose flag lies in its middle. */
export function plantHour(
  sql: Parameters<typeof plantCall>[0],
  place: Pick<PlantedCall, "recordings" | "startedSecondsAgo">,
): Promise<string> {
  const turns = Array.from({ length: 600 }, (_, at) => ({
    speaker: at % 2 === 0 ? "caller" : "agent",
    start: at * 6,
    end: at * 6 + 5,
    text: at === flaggedLine ? quote : `This is turn ${at} of an hour`,
  }));
  const flag = {
    code: "cash_card",
    name: "Promises a cash card",
    severity: 4,
    at_fault: "publisher",
    refundable: true,
    rule_version: "Medicare@4",
    evidence: "quote",
    quote,
    verified: "exact",
    fact: null,
    turn: flaggedLine,
    speaker: "caller",
    start: flaggedLine * 6,
    end: flaggedLine * 6 + 4,
    reason: "It was promised.",
    confidence: null,
  };
  return plantCall(sql, { ...place, channels: 2, turns, seconds: 3600, hasWords: true, flags: [flag] });
}
