import { hesitationWords } from "./filler-words.ts";
import { findSensitive } from "./find-sensitive.ts";
import type { SensitiveKind } from "./token.ts";
import { readTranscript, type SpokenTurn } from "./transcript.ts";

/** A piece of a turn's text that is masked: first character and the one after its last. */
export interface MaskedSpan {
  start: number;
  end: number;
  kind: SensitiveKind;
}

/** The spans to be masked of each turn, in order. Hesitation and dashes between two digits go with them. */
export function sensitiveSpans(turns: readonly SpokenTurn[]): MaskedSpan[][] {
  const transcript = readTranscript(turns);
  const { kinds } = findSensitive(transcript);
  const spans: MaskedSpan[][] = turns.map(() => []);
  let swallowed = true;
  for (const [at, token] of transcript.tokens.entries()) {
    const kind = kinds[at] ?? null;
    if (kind === null) {
      swallowed &&= hesitationWords.has(token.word);
      continue;
    }
    const inTurn = spans[token.turn] ?? [];
    const last = inTurn.at(-1);
    if (last?.kind === kind && swallowed) last.end = token.end;
    else inTurn.push({ start: token.start, end: token.end, kind });
    swallowed = true;
  }
  return spans;
}

/** A text with its spans replaced by `[card]`, `[cvv]`, `[ssn]`. */
export function replaceSpans(text: string, spans: readonly MaskedSpan[]): string {
  let masked = "";
  let from = 0;
  for (const { start, end, kind } of spans) {
    masked += `${text.slice(from, start)}[${kind}]`;
    from = end;
  }
  return masked + text.slice(from);
}
