import { readPreview } from "@callscript/core/desk/read-preview.ts";
import { z } from "zod";
import { database } from "../../../../../lib/database.ts";
import { jsonAnswer } from "../../../../../lib/json-answer.ts";
import { requireReader } from "../../../../../lib/require-reader.ts";
import { toPreview } from "../../../../(desk)/flags/preview-words.ts";

export const dynamic = "force-dynamic";

/** A second of the recording; another word is as none. */
const At = z
  .string()
  .regex(/^\d{1,5}(\.\d+)?$/)
  .transform(Number)
  .nullable()
  .catch(null);

/** What a list shows of a call beside its row: around its worst flag, or around the second that is asked for. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const person = await requireReader(request);
  if (person instanceof Response) return person;
  const id = z.uuid().safeParse((await params).id);
  const at = At.parse(new URL(request.url).searchParams.get("at"));
  const preview = id.success ? await readPreview(database(), id.data, at) : null;
  if (preview === null) return jsonAnswer({ problem: "No call with this id." }, 404);
  return jsonAnswer(toPreview(preview, new Date()));
}
