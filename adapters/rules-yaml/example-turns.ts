import type { Segment } from "@callscript/core/transcript.ts";

const speakers: Readonly<Record<string, string>> = {
  a: "agent",
  agent: "agent",
  c: "caller",
  caller: "caller",
};

/**
 * An example of a rule as turns: `A: ... C: ...` (also `agent:`, `caller:`) begin one each, what names nobody was said by
 * an unknown voice. Remarks in brackets at the end are for people.
 */
export function exampleTurns(example: string): Segment[] {
  const said = example.replace(/\s*\([^()]*\)\s*$/, "");
  const parts = said.split(/(?:^|\s+(?:\/\s+)?)(a|c|agent|caller):\s+/i);
  const turns = [{ speaker: "unknown", text: parts[0] ?? "" }];
  for (let index = 1; index < parts.length; index += 2)
    turns.push({
      speaker: speakers[parts[index]?.toLowerCase() ?? ""] ?? "unknown",
      text: parts[index + 1] ?? "",
    });
  return turns
    .filter(({ text }) => text.trim() !== "")
    .map(({ speaker, text }) => ({ speaker, start: null, end: null, text: text.trim() }));
}
