export interface HeardWord {
  word: string;
  /** Seconds from the start of the recording. */
  start: number;
  end: number;
  /** 0..1: the least sure of its pieces. */
  confidence: number;
}

export interface Tokens {
  tokens: readonly string[];
  timestamps: readonly number[];
  durations?: readonly number[];
  ys_log_probs?: readonly number[];
}

/** The engine's time grid: one frame of 80 ms. */
const frameSeconds = 0.08;

/**
 * Joins word pieces: one that begins with `▁` or a space opens a word. A word ends where its last piece ends, at the
 * latest where the next word begins. `offset` is where the piece of recording began, in seconds.
 */
export function wordsFromTokens(
  { tokens, timestamps, durations, ys_log_probs }: Tokens,
  offset: number,
): HeardWord[] {
  const words: HeardWord[] = [];
  for (const [index, token] of tokens.entries()) {
    const start = offset + (timestamps[index] ?? 0);
    const end = start + (durations?.[index] ?? frameSeconds);
    const confidence = Math.min(1, Math.exp(ys_log_probs?.[index] ?? 0));
    const text = token.replace(/^[▁ ]/, "");
    const last = words.at(-1);
    if (/^[▁ ]/.test(token) || last === undefined) words.push({ word: text, start, end, confidence });
    else {
      last.word += text;
      last.end = end;
      last.confidence = Math.min(last.confidence, confidence);
    }
  }
  const spoken = words.filter(({ word }) => word !== "");
  for (const [index, word] of spoken.entries())
    word.end = Math.min(word.end, spoken[index + 1]?.start ?? word.end);
  return spoken;
}
