import type { Segment } from "@callscript/core/transcript.ts";
import { estimateTokens } from "./estimate-tokens.ts";

/** One line of the prompt: a turn, or a part of a turn that is longer than a line may be. */
export interface TurnLine {
  /** What stands in the brackets; no two lines of a call share it. */
  label: string;
  /** 0-based index of the turn in the transcript. */
  turn: number;
  text: string;
}

/**
 * A transcript as `[m:ss] A: words` lines, at most `maxTokens` each. The label is the second that the turn begins in, or
 * `#12` for the twelfth turn where the source gave no times; further lines of the same label get a letter (`1:04b`).
 * Turns without words have no line.
 */
export function turnLines(segments: readonly Segment[], maxTokens: number): TurnLine[] {
  const used = new Map<string, number>();
  return segments.flatMap(({ speaker, start, text }, turn) => {
    const said = oneLine(text);
    if (said === "") return [];
    const time = start === null ? `#${turn + 1}` : minutesAndSeconds(start);
    return split(said, maxTokens).map((part) => {
      const before = used.get(time) ?? 0;
      used.set(time, before + 1);
      const label = before === 0 ? time : `${time}${letters(before + 1)}`;
      return { label, turn, text: `[${label}] ${voice(speaker)}: ${part}` };
    });
  });
}

/**
 * What somebody said, or another text from outside, as it may stand inside the frame of the prompt: on one line, without
 * characters that cannot be seen, without an opening tag, and without brackets that look like a line's label.
 */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replaceAll(/\p{Cs}/gu, "\uFFFD")
    .replaceAll(/[\s\p{Cc}\p{Z}]+/gu, " ")
    .replaceAll(/[<＜]/g, "‹")
    .replaceAll(/[[［【〔](?=\s*[#＃\p{Nd}])/gu, "(")
    .trim();
}

function voice(speaker: string): string {
  if (speaker === "agent") return "A";
  if (speaker === "caller") return "C";
  if (speaker === "unknown") return "?";
  return oneLine(speaker.replaceAll(/[[\]:]/g, "")).slice(0, 20) || "?";
}

function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

/** 1 is a, 26 is z, 27 is aa. */
function letters(count: number): string {
  const rest = Math.floor((count - 1) / 26);
  return (rest > 0 ? letters(rest) : "") + String.fromCharCode(97 + ((count - 1) % 26));
}

/** Splits at spaces; a word that is too long by itself is cut. */
function split(text: string, maxTokens: number): string[] {
  if (estimateTokens(text) <= maxTokens) return [text];
  const parts: string[] = [];
  let part = "";
  for (const word of text.split(" ").flatMap((one) => cut(one, maxTokens))) {
    const longer = part === "" ? word : `${part} ${word}`;
    if (part !== "" && estimateTokens(longer) > maxTokens) parts.push(part);
    part = part !== "" && estimateTokens(longer) > maxTokens ? word : longer;
  }
  return [...parts, part];
}

function cut(word: string, maxTokens: number): string[] {
  if (estimateTokens(word) <= maxTokens) return [word];
  const letters = [...word];
  const half = Math.ceil(letters.length / 2);
  if (half === letters.length) return [word];
  return [letters.slice(0, half), letters.slice(half)].flatMap((one) => cut(one.join(""), maxTokens));
}
