import { maskText } from "@callscript/core/mask-sensitive/mask-text.ts";
import type { Usd } from "@callscript/core/usd.ts";
import type { Delimiter } from "./find-delimiter.ts";

export type ReadAmount = { ok: true; usd: Usd } | { ok: false; reason: string };

/** A number with its currency and at most one minus before it; what stands inside the number is seen to after. */
const written = /^(-\s*)?(?:USD\s*)?(\$\s*)?(-\s*)?([\d.,][\d.,\s]*?)\s*(\$|USD)?$/i;
/** Spaces of one kind between groups of three digits. */
const spaced = /^\d{1,3}(\s)\d{3}(?:\1\d{3})*(?:[.,]\d+)?$/;

/**
 * Reads dollars as people and programs write them ("$1,234.50", "(5.00)", "1.234,50", "1 234,50", "12,5") into a decimal
 * string. One mark before exactly three digits ("1,234", "1.234") is read by where the file comes from: where commas
 * separate the columns a point is the decimal mark; in other files such an amount is ambiguous, and refused.
 */
export function readAmount(text: string, delimiter: Delimiter): ReadAmount {
  const trimmed = text.trim();
  const none = { ok: false, reason: `${shown(trimmed)} is no amount in dollars` } as const;
  const inBrackets = /^\((.*)\)$/s.exec(trimmed)?.[1];
  const [whole, before, sign, after, number = "", currency] =
    written.exec((inBrackets ?? trimmed).trim()) ?? [];
  const minuses = [inBrackets, before, after].filter((one) => one !== undefined).length;
  if (whole === undefined || minuses > 1 || (sign !== undefined && currency === "$")) return none;
  const bare = spaced.test(number) ? number.replace(/\s/g, "") : number;
  const amount = decimalOf(bare, delimiter);
  if (amount === "ambiguous")
    return {
      ok: false,
      reason: `${shown(trimmed)} may be ${bare.replace(/[.,]/, "")} or ${bare.replace(",", ".")}`,
    };
  if (amount === null) return none;
  // The column is numeric(12,4).
  if (Number(amount) >= 99_999_999) return { ok: false, reason: `${shown(trimmed)} is too large` };
  return { ok: true, usd: minuses > 0 && Number(amount) !== 0 ? `-${amount}` : amount };
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
  return `"${maskText(text.slice(0, 200)).slice(0, 30)}"`;
}
