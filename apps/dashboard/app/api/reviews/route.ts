import { decideCalls } from "@callscript/core/desk/decide-calls.ts";
import { ReviewInput } from "@callscript/core/desk/review-calls.sql.ts";
import { database } from "../../../lib/database.ts";
import { jsonAnswer } from "../../../lib/json-answer.ts";
import { requireSender } from "../../../lib/require-sender.ts";

export const dynamic = "force-dynamic";

/** Writes a decision over calls. Where somebody was faster nothing is overwritten, and the answer says who. */
export async function POST(request: Request): Promise<Response> {
  const person = await requireSender(request);
  if (person instanceof Response) return person;
  const body: unknown = await request.json().catch(() => null);
  const input = ReviewInput.safeParse(body);
  if (!input.success) return jsonAnswer({ problem: "This is no decision.", issues: input.error.issues }, 400);
  return jsonAnswer(await decideCalls(database(), person.email, input.data));
}
