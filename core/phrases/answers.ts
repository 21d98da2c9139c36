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

/** The other side's words after what was matched: its next turn, or what follows in a turn of all voices; null: none. */
export function replyTo(transcript: PreparedTranscript, { from, to }: Found): Found | null {
  const { segments, turnOf, turnAt, words } = transcript;
  const turn = turnOf[from] ?? 0;
  const speaker = segments[turn]?.speaker;
  const known = speaker === "agent" || speaker === "caller";
  const turnEnd = turnAt[turn + 1] ?? words.length;
  if (!known && to < turnEnd) return { from: to, to: Math.min(turnEnd, to + sameTurnWords) };
  const next = turnAt.findIndex((at, index) => index > turn && at < (turnAt[index + 1] ?? at));
  if (next < 0 || (known && segments[next]?.speaker === speaker)) return null;
  return { from: turnAt[next] ?? words.length, to: turnAt[next + 1] ?? words.length };
}

/** What the other side answers, by the first words of its reply; null: nothing, or neither yes nor no. */
export function answers(transcript: PreparedTranscript, found: Found): "yes" | "no" | null {
  const { turnOf, words } = transcript;
  const reply = replyTo(transcript, found);
  if (!reply) return null;
  const sameTurn = turnOf[reply.from] === turnOf[found.from];
  return read(words.slice(reply.from, sameTurn ? reply.to : Math.min(reply.to, reply.from + replyWords)));
}

function read(words: readonly string[]): "yes" | "no" | null {
  const text = words.join(" ").replace(agreeable, "");
  if (no.test(text)) return "no";
  return yes.test(text) ? "yes" : null;
}
