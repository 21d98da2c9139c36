import { count } from "../../../../lib/format.ts";
import type { Preview } from "./pattern-actions.ts";

const campaigns = (number: number) => `${count(number)} ${number === 1 ? "campaign" : "campaigns"}`;

/** "Would match 14 campaigns, 3 of them anew: ACA West, ACA East" */
export function previewWords(found: Preview | undefined): string {
  if (found === undefined) return "Without words it matches nothing.";
  if (found.matching === 0) return "Would match no campaign.";
  const anew = found.changing === 0 ? "" : `, ${count(found.changing)} of them anew`;
  const more = found.matching > found.examples.length ? " and others" : "";
  return `Would match ${campaigns(found.matching)}${anew}: ${found.examples.join(", ")}${more}.`;
}

export function savedWords(changed: number): string {
  return changed === 0
    ? "Name patterns saved. No campaign's guess changed."
    : `Name patterns saved. ${campaigns(changed)} guessed anew; it applies to new calls.`;
}
