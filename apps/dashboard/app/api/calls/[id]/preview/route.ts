import { readPreview } from "@callscript/core/desk/read-preview.ts";
import { z } from "zod";
import { database } from "../../../../../lib/database.ts";
import { jsonAnswer } from "../../../../../lib/json-answer.ts";
import { requireReader } from "../../../../../lib/require-reader.ts";
import { toPreview } from "../../../../(desk)/flags/preview-words.ts";

export const dynamic = "force-dynamic";

/** What the inbox shows of a call beside its row. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const person = await requireReader(request);
  if (person instanceof Response) return person;
  const id = z.uuid().safeParse((await params).id);
  const preview = id.success ? await readPreview(database(), id.data) : null;
  if (preview === null) return jsonAnswer({ problem: "No call with this id." }, 404);
  return jsonAnswer(toPreview(preview, new Date()));
}
