import { auth } from "../../../../lib/auth.ts";
import { jsonAnswer } from "../../../../lib/json-answer.ts";

export const dynamic = "force-dynamic";

/** What of the sign-in library is reached from outside; all else our own pages and actions ask it for. */
const open = new Set(["/api/auth/get-session", "/api/auth/sign-in/email", "/api/auth/sign-out"]);

async function handle(request: Request): Promise<Response> {
  if (!open.has(new URL(request.url).pathname)) return jsonAnswer({ problem: "There is nothing here." }, 404);
  return auth().handler(request);
}

export { handle as GET, handle as POST };
