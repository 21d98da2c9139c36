import { cutClips } from "@callscript/adapters/audio/cut-clips.ts";
import { countDeskAct } from "@callscript/core/desk/count-desk-act.ts";
import { packEvidence } from "@callscript/core/desk/evidence/pack-evidence.ts";
import { readEvidence } from "@callscript/core/desk/evidence/read-evidence.ts";
import { z } from "zod";
import { database } from "../../../../../lib/database.ts";
import { guarded } from "../../../../../lib/json-answer.ts";
import { limitWords } from "../../../../../lib/limit-words.ts";
import { recordings } from "../../../../../lib/recordings.ts";
import { requireReader } from "../../../../../lib/require-reader.ts";
import { streamPieces } from "../../../../../lib/stream-pieces.ts";
import { openTurns } from "../../../../../lib/take-turn.ts";
import { zipFiles } from "../../../../../lib/zip-files.ts";

export const dynamic = "force-dynamic";

/** Packages that are made at once: each reads a whole recording and holds its clips. */
const takeTurn = openTurns(2);

const refuse = (status: number, words: string) => new Response(`${words}\n`, { status, headers: guarded });

/** The evidence of one call as a ZIP, made while it is sent, to whoever is signed in. That it was taken is kept first. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const person = await requireReader(request);
  if (person instanceof Response) return person;
  const id = z.uuid().safeParse((await params).id);
  const evidence = id.success ? await readEvidence(database(), id.data) : null;
  if (evidence === null) return refuse(404, "No call with this id. It may have been deleted on request.");
  const { call, storagePath } = evidence;
  const giveBack = takeTurn();
  if (giveBack === null) return refuse(429, "Other packages are being made just now. Try again in a minute.");
  // Who leaves before the first byte is sent begins nothing that would give it back.
  request.signal.addEventListener("abort", giveBack);
  try {
    const freeAt = await countDeskAct(database(), person.email, {
      kind: "evidence_packaged",
      detail: { call: call.id },
    });
    if (freeAt !== null) {
      giveBack();
      return refuse(429, limitWords("evidence_packaged", freeAt));
    }
  } catch (error) {
    giveBack();
    throw error;
  }
  if (request.signal.aborted) giveBack();
  const madeAt = new Date();
  const files = packEvidence(evidence, {
    madeAt,
    madeBy: person.name,
    cut: async (spans) =>
      storagePath === null
        ? []
        : cutClips(await recordings().read(storagePath, { start: 0, end: null }), spans, request.signal),
  });
  const counted = givingBack(files, giveBack);
  const name = `evidence-${call.ringba_call_id.replaceAll(/[^A-Za-z0-9-]/g, "_").slice(0, 60)}.zip`;
  return new Response(streamPieces(zipFiles(counted, madeAt), request.signal), {
    headers: {
      ...guarded,
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}

/** The turn is over with the first file: the recording is cut by then, and a slow reader holds up nobody. */
async function* givingBack(
  files: ReturnType<typeof packEvidence>,
  giveBack: () => void,
): ReturnType<typeof packEvidence> {
  try {
    for await (const file of files) {
      giveBack();
      yield file;
    }
  } finally {
    giveBack();
  }
}
