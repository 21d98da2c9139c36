import type { Found } from "./find-pattern.ts";
import type { PreparedTranscript } from "./prepared-transcript.ts";

/** An answer stands in the first words of the reply; where the call is one turn, within so many after the question. */
const replyWords = 4;
const sameTurnWords = 10;

const yes =
  /\b(yes|sure|correct|right|absolutely|definitely|exactly|of course|certainly|uh huh|mhm|i do|i am|i did|i have|we do|we are|we did|it is|that is right|you bet|it sure|it is|sure is|sure do|we sure|sure thing|go ahead|sounds good|please do|that is (us|me)|this is it|in the flesh|you (have )?got (it|us|me)|sure are|indeed)\b/;
/** Says "no" and means that it is all right. */
const agreeable = /\b(no|not a) (problem|worries|trouble|doubt)\b/g;
const no =
  /\b(no|not|never|negative|uh uh|i do not|i am not|i did not|i have not|we do not|i rent|neither|nobody|none)\b/;

/** What the other side answers to what was matched: the next turn's first words, or what follows in a turn of all voices. */
export function answers(transcript: PreparedTranscript, { from, to }: Found): "yes" | "no" | null {
  const { segments, turnOf, turnAt, words } = transcript;
  const turn = turnOf[from] ?? 0;
  const speaker = segments[turn]?.speaker;
  const known = speaker === "agent" || speaker === "caller";
  const turnEnd = turnAt[turn + 1] ?? words.length;
  if (!known && to < turnEnd) return read(words.slice(to, Math.min(turnEnd, to + sameTurnWords)));
  const next = turnAt.findIndex((at, index) => index > turn && at < (turnAt[index + 1] ?? at));
  if (next < 0 || (known && segments[next]?.speaker === speaker)) return null;
  const at = turnAt[next] ?? words.length;
  return read(words.slice(at, Math.min(turnAt[next + 1] ?? words.length, at + replyWords)));
}

function read(words: readonly string[]): "yes" | "no" | null {
  const text = words.join(" ").replace(agreeable, "");
  if (no.test(text)) return "no";
  return yes.test(text) ? "yes" : null;
}
