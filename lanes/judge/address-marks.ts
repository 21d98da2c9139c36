import type { Segment } from "@callscript/core/transcript.ts";

/** What no speech engine writes and only somebody who thinks of a prompt does. */
const marks: readonly RegExp[] = [
  // Roles of a chat, and frames of common prompt formats.
  /(?:^|[\n.!?"'>\])}…]\s*|\s-+\s*)(?:system|assistant|developer|user|human|tool|ai|gpt|prompt|instructions?|output|response|verdict|findings?|classification|reviewer|grader|judge|auditor|new instructions?|admin|override|label|result|status)\s*(?:\([^)]*\)\s*)?[:=]\s/giu,
  /<\|[^|>]{1,40}\|?>|\[\/?(?:INST|SYS|SYSTEM|ASSISTANT|USER)\b[^\]]*\]|<<\/?SYS>>|<\/?s>/gu,
  /<\/?(?!unk\b|laugh|noise|silence|cross|inaud|unint|music|breath|cough|sigh|pause|hes|bleep|beep|br\b|i\b|b\b)[a-z][\w-]*(?:\s[^<>]*)?\/?>/giu,
  /<!--|-->|```|\{\{|\}\}|\{%|\$\{/gu,
  /(?:^|\n)\s*#{1,6}\s+\S|(?:^|\s)(?:-{5,}|={4,}|\*{4,}|_{5,}|~{4,}|#{3,})/gu,
  /\b(?:role|content)\s*[=:]\s*["']?(?:system|user|assistant|developer)\b/giu,
  // JSON and the like.
  /\{\s*["']?[\w ]+["']?\s*:|["'][\w ]+["']\s*:\s*(?:["'[{]|true|false|null|\d)|\[\s*\]|\{\s*\}/giu,
  // Lines of a transcript within a turn of one.
  /(?:^|\s)\[\d{1,3}:\d{2}[a-z]?\]\s*\S{1,8}\s*:/giu,
  /(?:^|\s)[[(*]+\s*(?:end|start|begin|system|note|instruction|transcript|override|admin|reviewer|ai|hidden|call ended|the call|this call)\b[^\])*]*[\])*]+/giu,
];

/** Morse, at least ten signs. */
const morse = /(?:[.\-·–]{1,5}(?:[ /|]+|$)){10,}/gu;
const zeroWidth =
  /\p{Script=Latin}[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+\p{Script=Latin}/gu;
const tags = /[\u{e0020}-\u{e007e}]{8,}/gu;
const mixedScript =
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/gu;

/** What every mark has a character of: most turns have none. */
const suspicious = /[[\]{}<>:=#*_~`|()$]|--|[.·–-]{2}|\P{ASCII}/u;

/** The places of a turn where its letters, not its words, show that it is written for a machine. */
export function addressMarks({ text }: Segment, codes: readonly string[]): { from: number; to: number }[] {
  if (!suspicious.test(text)) return [];
  const places = [...marks, morse, zeroWidth, tags, mixedScript].flatMap((mark) => placesOf(text, mark));
  const named = codes.filter((code) => code.includes("_"));
  if (named.length > 0) places.push(...placesOf(text, new RegExp(`\\b(?:${named.join("|")})\\b`, "giu")));
  return places;
}

function placesOf(text: string, pattern: RegExp): { from: number; to: number }[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
  }));
}
