import { z } from "zod";
import { jsonAnswer } from "../../../lib/json-answer.ts";
import { requireReader } from "../../../lib/require-reader.ts";
import { readBenchRun } from "../../(desk)/settings/rules/read-bench.ts";

export const dynamic = "force-dynamic";

/** How far a run of the rules' test bench is, and what it found. */
export async function GET(request: Request): Promise<Response> {
  const person = await requireReader(request, "admin");
  if (person instanceof Response) return person;
  const run = z.uuid().safeParse(new URL(request.url).searchParams.get("run"));
  if (!run.success) return jsonAnswer({ problem: "Name a run." }, 400);
  const view = await readBenchRun(run.data);
  return view.run === null ? jsonAnswer({ problem: "There is no such run." }, 404) : jsonAnswer(view);
}
