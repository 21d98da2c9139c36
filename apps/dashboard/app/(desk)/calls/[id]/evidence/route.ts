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
import { zipFiles } from "../../../../../lib/zip-files.ts";

export const dynamic = "force-dynamic";

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
  const freeAt = await countDeskAct(database(), person.email, {
    kind: "evidence_packaged",
    detail: { call: call.id },
  });
  if (freeAt !== null) return refuse(429, limitWords("evidence_packaged", freeAt));
  const madeAt = new Date();
  const files = packEvidence(evidence, {
    madeAt,
    madeBy: person.name,
    cut: async (spans) =>
      storagePath === null
        ? []
        : cutClips(await recordings().read(storagePath, { start: 0, end: null }), spans, request.signal),
  });
  const name = `evidence-${call.ringba_call_id.replaceAll(/[^A-Za-z0-9-]/g, "_").slice(0, 60)}.zip`;
  return new Response(streamPieces(zipFiles(files, madeAt), request.signal), {
    headers: {
      ...guarded,
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}
