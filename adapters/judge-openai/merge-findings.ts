import type { RawFinding } from "@callscript/core/ports.ts";

/** One finding a code: yes over unsure, then the earliest turn. */
export function mergeFindings(findings: readonly RawFinding[]): RawFinding[] {
  const kept = new Map<string, RawFinding>();
  for (const finding of findings) {
    const other = kept.get(finding.code);
    if (!other || rank(finding) < rank(other)) kept.set(finding.code, finding);
  }
  return [...kept.values()];
}

function rank({ answer, turn }: RawFinding): number {
  return (answer === "yes" ? 0 : 1e9) + (turn ?? 1e8);
}
