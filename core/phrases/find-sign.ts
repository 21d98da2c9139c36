import { countEnglish } from "./english-share.ts";
import type { Found } from "./find-pattern.ts";
import type { PreparedTranscript } from "./prepared-transcript.ts";
import type { TurnSign } from "./turn-signs.ts";

/** The least words that are no coincidence: people ask again in other words, a machine in the same. */
const repeatedWords = 6;
const openings = new Set(
  "great perfect awesome wonderful excellent fantastic terrific amazing super lovely understood thank thanks haha".split(
    " ",
  ),
);
const beforeOpenings = new Set(["ok", "alright", "oh", "and", "well", "yes"]);
const leastAlike = 3;
const leastShareAlike = 0.4;
const otherLanguageWords = 3;
/** Fewer words of a side show no language. */
const leastWords = 12;
/** So many words of a turn count: one long turn of another language is no language that somebody speaks. */
const countedWords = 30;
/**
 * Shares of everyday English words: on 184 calls English sides have 0.44 and more, others 0.18 and less (Spanish, Creole,
 * Vietnamese, Chinese, Russian; with and without their own letters).
 */
const englishFrom = 0.35;
const foreignTo = 0.25;

const finders: Record<TurnSign, (transcript: PreparedTranscript) => Found[]> = {
  repeats_itself: repeatedTurns,
  same_opening: turnsOpeningAlike,
  other_language: otherLanguageTurns,
  no_common_language: turnsWithoutCommonLanguage,
};

/** The turns that show the sign, in order. Where speakers are unknown, none shows one that compares voices. */
export function findSign(transcript: PreparedTranscript, sign: TurnSign): Found[] {
  return finders[sign](transcript);
}

function repeatedTurns(transcript: PreparedTranscript): Found[] {
  const { segments, words, closes, turnOf } = transcript;
  const firstTurn = new Map<string, number>();
  const again = new Set<number>();
  for (const [at, isEnd] of closes.entries()) {
    const turn = turnOf[at] ?? 0;
    const speaker = segments[turn]?.speaker;
    const from = at + 1 - repeatedWords;
    if (!isEnd || !isSide(speaker) || turnOf[from] !== turn) continue;
    const ending = [speaker, ...words.slice(from, at + 1)].join(" ");
    const before = firstTurn.get(ending);
    if (before === undefined) firstTurn.set(ending, turn);
    else if (before !== turn) again.add(turn);
  }
  return [...again].map((turn) => wholeTurn(transcript, turn));
}

function turnsOpeningAlike(transcript: PreparedTranscript): Found[] {
  const turns = turnsOf(transcript, (speaker) => speaker === "agent");
  const byOpening = new Map<string, Found[]>();
  for (const turn of turns) {
    const [first = "", second = ""] = transcript.words.slice(turn.from, turn.from + 2);
    const opening = beforeOpenings.has(first) ? second : first;
    if (openings.has(opening)) byOpening.set(opening, [...(byOpening.get(opening) ?? []), turn]);
  }
  const least = Math.max(leastAlike, turns.length * leastShareAlike);
  return [...byOpening.values()].find(({ length }) => length >= least) ?? [];
}

function otherLanguageTurns(transcript: PreparedTranscript): Found[] {
  return turnsOf(transcript, () => true).filter(
    ({ from, to }) => to - from >= otherLanguageWords && countEnglish(transcript.words, from, to) === 0,
  );
}

function turnsWithoutCommonLanguage(transcript: PreparedTranscript): Found[] {
  const share = (side: string) => {
    let [said, english] = [0, 0];
    for (const turn of turnsOf(transcript, (speaker) => speaker === side)) {
      const { from } = turn;
      const to = Math.min(turn.to, from + countedWords);
      said += to - from;
      english += countEnglish(transcript.words, from, to);
    }
    return said < leastWords ? null : english / said;
  };
  const [agent, caller] = [share("agent"), share("caller")];
  if (agent === null || caller === null) return [];
  if (Math.max(agent, caller) < englishFrom || Math.min(agent, caller) > foreignTo) return [];
  const foreign = agent < caller ? "agent" : "caller";
  return turnsOf(transcript, (speaker) => speaker === foreign);
}

function turnsOf(transcript: PreparedTranscript, counts: (speaker: string) => boolean): Found[] {
  return transcript.segments.flatMap(({ speaker }, turn) => {
    const found = wholeTurn(transcript, turn);
    return counts(speaker) && found.to > found.from ? [found] : [];
  });
}

function wholeTurn({ turnAt, words }: PreparedTranscript, turn: number): Found {
  return { from: turnAt[turn] ?? 0, to: turnAt[turn + 1] ?? words.length };
}

function isSide(speaker: string | undefined): boolean {
  return speaker === "agent" || speaker === "caller";
}
