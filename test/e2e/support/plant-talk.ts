import { type PlantedCall, plantCall } from "./plant-call.ts";

const quote = "we load sixty four hundred dollars on a card";
const secondsOfTurn = 6;

/** A call of so many turns of six seconds, in two channels, whose flag lies in the turn at its middle. */
export function plantTalk(
  sql: Parameters<typeof plantCall>[0],
  { turns, ...place }: Pick<PlantedCall, "recordings" | "startedSecondsAgo"> & { turns: number },
): Promise<string> {
  const flagged = Math.floor(turns / 2);
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
    turn: flagged,
    speaker: "caller",
    start: flagged * secondsOfTurn,
    end: flagged * secondsOfTurn + 4,
    reason: "It was promised.",
    confidence: null,
  };
  return plantCall(sql, {
    ...place,
    channels: 2,
    seconds: turns * secondsOfTurn,
    hasWords: true,
    flags: [flag],
    turns: Array.from({ length: turns }, (_, at) => ({
      speaker: at % 2 === 0 ? "caller" : "agent",
      start: at * secondsOfTurn,
      end: at * secondsOfTurn + 5,
      text: at === flagged ? quote : `This is turn ${at} of ${turns}`,
    })),
  });
}
