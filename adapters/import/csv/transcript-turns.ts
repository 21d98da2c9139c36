import type { Turn } from "../import-row.ts";

/** A speaker at the start of a line, after a time in brackets or without one: "Agent: ...", "[1:05] Speaker 2: ...". */
const labelled =
  /^\s*(?:\[(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\]\s*)?(agent|caller|customer|client|consumer|rep|representative|operator|advisor|speaker[\s_-]?\d{1,3}|s\d{1,2})\s*:\s*(.*)$/i;

/**
 * The turns of a transcript in one text: a line that begins with a speaker begins a turn, other lines go on with it.
 * A text without speakers is one turn of nobody known.
 */
export function transcriptTurns(text: string): Turn[] {
  const turns: { speaker: string | null; start: number | null; lines: string[] }[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [whole, hours, minutes, seconds, speaker, words = ""] = labelled.exec(line) ?? [];
    const last = turns.at(-1);
    if (whole !== undefined) {
      const start =
        minutes === undefined ? null : Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
      turns.push({ speaker: speaker ?? null, start, lines: [words] });
    } else if (last === undefined) {
      turns.push({ speaker: null, start: null, lines: [line] });
    } else {
      last.lines.push(line);
    }
  }
  return turns
    .map(({ speaker, start, lines }) => ({
      speaker,
      start,
      text: lines
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .join("\n"),
    }))
    .filter((turn) => turn.text !== "");
}
