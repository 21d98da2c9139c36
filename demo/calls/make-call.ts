import { buyers, campaigns, publishers } from "./campaigns.ts";
import type { DemoCall, DemoTurn } from "./demo-call.ts";

let made = 0;

/**
 * Writes a call down in short: lines beginning with `a:` are the agent's, with `c:` the caller's; `(4)` at the end of a
 * line is a pause of four seconds after it.
 */
export function call(
  id: string,
  vertical: keyof typeof campaigns,
  options: { flags?: readonly string[]; channels?: 1 | 2; revenue: number },
  script: string,
): DemoCall {
  made += 1;
  return {
    id,
    vertical,
    campaign: campaigns[vertical],
    publisher: publishers[made % publishers.length] ?? publishers[0],
    buyer: buyers[vertical],
    callerNumber: `+1${["312", "602", "813", "214", "503"][made % 5]}55501${String(10 + made).padStart(2, "0")}`,
    revenue: options.revenue,
    payout: Math.round(options.revenue * 80) / 100,
    channels: options.channels ?? 1,
    flags: options.flags ?? [],
    turns: script
      .trim()
      .split("\n")
      .map((line) => turn(line.trim())),
  };
}

function turn(line: string): DemoTurn {
  const parts = line.match(/^([ac]): (.*?)(?: \((\d+(?:\.\d+)?)\))?$/);
  if (!parts?.[2]) throw new Error(`not a line of a call: ${line}`);
  return { speaker: parts[1] === "a" ? "agent" : "caller", text: parts[2], pause: Number(parts[3] ?? 0.5) };
}
