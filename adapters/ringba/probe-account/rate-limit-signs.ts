import { readEnvelope } from "../ringba-envelope.ts";
import { type Finding, findingsOn, inWords } from "./finding.ts";

/** What one answer says of limits and of time, whatever else it holds. */
export interface ReplySigns {
  status: number;
  /** Headers that speak of a limit, as they came. */
  limitHeaders: readonly (readonly [name: string, value: string])[];
  limited: { unit: string | null; resource: string | null; perMinute: number | null } | null;
  /** The provider's clock minus ours; null where it sends no date. */
  skewSeconds: number | null;
}

export function readSigns(response: Response, text: string, now: Date): ReplySigns {
  const told = readEnvelope(parsed(text));
  const said = Date.parse(response.headers.get("date") ?? "");
  return {
    status: response.status,
    limitHeaders: [...response.headers].filter(([name]) => /rate-?limit|retry-after|quota/i.test(name)),
    limited:
      told.isRateLimited || response.status === 429
        ? { unit: told.exceededUnit, resource: told.resource, perMinute: told.perMinute }
        : null,
    skewSeconds: Number.isFinite(said) ? Math.round((said - now.getTime()) / 1000) : null,
  };
}

/** The limit that a refusal or a header named; none is ever provoked. */
export function rateLimitFinding(replies: readonly ReplySigns[], tookSeconds: number): Finding {
  const { settled, unknown } = findingsOn("rate limit");
  const refusal = replies.find(({ limited }) => limited !== null);
  const headers = [...new Map(replies.flatMap(({ limitHeaders }) => limitHeaders))];
  const named = headers.map(([name, value]) => `${name}: ${value}`).join(", ");
  if (refusal?.limited) {
    const { unit, resource, perMinute } = refusal.limited;
    const which = perMinute === null ? "a limit" : `a limit of ${perMinute} requests a minute`;
    const evidence = [
      `answer ${replies.indexOf(refusal) + 1} came with HTTP ${refusal.status}`,
      unit && `exceeded by the '${unit}'`,
      resource && `for the resource '${resource}'`,
      named,
    ];
    const found = `${which} was reached: others use this account's requests too`;
    return (perMinute === null ? unknown : settled)(found, evidence.filter(Boolean).join("; "));
  }
  const asked = `${replies.length} answers in ${inWords(tookSeconds)}, none refused`;
  if (named === "")
    return unknown("no limit was reached, and none is looked for", `${asked}; no header names one`);
  return settled("no limit was reached, headers name one", `${asked}; ${named}`);
}

/** Whether both clocks agree: slices end at our now. */
export function clockFinding(replies: readonly ReplySigns[]): Finding {
  const { settled, unknown, fault } = findingsOn("clock");
  const skews = replies.map(({ skewSeconds }) => skewSeconds).filter((skew) => skew !== null);
  const least = skews.sort((a, b) => Math.abs(a) - Math.abs(b))[0];
  if (least === undefined) return unknown("not seen", "no answer carries a date");
  const evidence = `the date of ${skews.length} answers against this machine's clock`;
  if (Math.abs(least) <= 5) return settled("this machine's clock agrees with Ringba's", evidence);
  const ahead = least < 0 ? "ahead of" : "behind";
  return fault(`this machine's clock is ${inWords(Math.abs(least))} ${ahead} Ringba's: set it`, evidence);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
