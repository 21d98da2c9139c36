import type { Usd } from "@callscript/core/money.ts";
import type { Delimiter } from "./find-delimiter.ts";

export type ReadAmount = { ok: true; usd: Usd } | { ok: false; reason: string };

/**
 * Reads dollars as people and programs write them ("$1,234.50", "(5.00)", "1.234,50", "12,5") into a decimal string.
 * One mark before exactly three digits ("1,234", "1.234") is read by where the file comes from: where commas separate
 * the columns a point is the decimal mark; in other files such an amount is ambiguous, and refused.
 */
export function readAmount(text: string, delimiter: Delimiter): ReadAmount {
  const trimmed = text.trim();
  const isNegative = /^-|^\$\s*-|^\(.*\)$/.test(trimmed);
  const bare = trimmed
    .replace(/^\((.*)\)$/, "$1")
    .replace(/\bUSD\b/i, "")
    .replace(/[$\s-]/g, "");
  const number = decimalOf(bare, delimiter);
  if (number === "ambiguous")
    return {
      ok: false,
      reason: `${shown(trimmed)} may be ${bare.replace(/[.,]/, "")} or ${bare.replace(",", ".")}`,
    };
  if (number === null) return { ok: false, reason: `${shown(trimmed)} is no amount in dollars` };
  // The column is numeric(12,4).
  if (Number(number) >= 99_999_999) return { ok: false, reason: `${shown(trimmed)} is too large` };
  return { ok: true, usd: isNegative && Number(number) !== 0 ? `-${number}` : number };
}

function decimalOf(bare: string, delimiter: Delimiter): string | "ambiguous" | null {
  if (/^\d+$/.test(bare)) return bare;
  if (/^\d{1,3}[.,]\d{3}$/.test(bare) && !bare.startsWith("0")) {
    if (delimiter !== ",") return "ambiguous";
    return bare.replace(",", "");
  }
  if (/^\d*\.\d+$/.test(bare)) return bare.startsWith(".") ? `0${bare}` : bare;
  if (/^\d*,\d+$/.test(bare)) return `${bare.startsWith(",") ? "0" : ""}${bare.replace(",", ".")}`;
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) return bare.replaceAll(",", "");
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare)) return bare.replaceAll(".", "").replace(",", ".");
  return null;
}

function shown(text: string): string {
  return `"${text.slice(0, 30)}"`;
}
