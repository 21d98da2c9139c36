import { sha256Hex } from "../../sha256-hex.ts";
import { clipSpans, type EvidenceClip, mostClipSeconds } from "./clip-spans.ts";
import { evidencePage } from "./evidence-page.ts";
import { flagsFile, historyFile, rulesFile, transcriptFile } from "./evidence-texts.ts";
import type { Evidence } from "./read-evidence.ts";

export interface PackedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Cuts stretches out of the call's recording, null for one that it does not reach. */
export type CutClips = (spans: readonly EvidenceClip[]) => Promise<(Uint8Array<ArrayBuffer> | null)[]>;

/**
 * The files of an evidence package, one by one, the list of their hashes last. Where the recording cannot be cut the page
 * says why, and the rest stands.
 */
export async function* packEvidence(
  evidence: Evidence,
  { cut, madeAt, madeBy }: { cut: CutClips; madeAt: Date; madeBy: string },
): AsyncGenerator<PackedFile, void, void> {
  const { clips: spans, leftOut } =
    evidence.storagePath === null ? { clips: [], leftOut: 0 } : clipSpans(evidence.call.flags);
  const problems = evidence.storagePath === null ? ["There is no recording of this call."] : [];
  if (leftOut > 0)
    problems.push(
      `A package holds ${mostClipSeconds / 60} minutes of clips. ${leftOut === 1 ? "1 flag is" : `${leftOut} flags are`} without one: listen to the recording.`,
    );
  const sounds =
    spans.length === 0
      ? []
      : await cut(spans).catch(() => {
          // An error names paths of the server: nothing of it leaves with a package.
          problems.push("The recording could not be read or cut, so there are no clips.");
          return [];
        });
  const hashes: string[] = [];
  const packed = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
    hashes.push(`${await sha256Hex(bytes)}  ${name}\n`);
    return { name, bytes };
  };
  const kept: EvidenceClip[] = [];
  for (const [index, span] of spans.entries()) {
    const sound = sounds[index] ?? null;
    if (sound === null) continue;
    kept.push(span);
    yield await packed(span.name, sound);
  }
  const encoder = new TextEncoder();
  const texts = [
    ["summary.html", evidencePage(evidence, { clips: kept, problems, madeAt, madeBy })],
    ["transcript.txt", transcriptFile(evidence)],
    ["rules.txt", rulesFile(evidence)],
    ["flags.json", flagsFile(evidence)],
    ["history.csv", historyFile(evidence)],
  ] as const;
  for (const [name, text] of texts) yield await packed(name, encoder.encode(text));
  yield { name: "manifest.sha256", bytes: encoder.encode(hashes.join("")) };
}
