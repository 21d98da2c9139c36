import { addUsd } from "@callscript/core/money.ts";
import { money } from "../../../lib/format.ts";
import type { InboxRow } from "./inbox-row.ts";

/** Dollars of calls together, exact. */
export function sumUsd(rows: readonly InboxRow[]): string {
  return addUsd(...rows.map(({ usd }) => usd));
}

/** "$170.00", of a sum over $1,000 without cents. */
export function sumWords(usd: string): string {
  return money(usd, { sum: true });
}
