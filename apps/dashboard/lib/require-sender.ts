import "server-only";
import { jsonAnswer } from "./json-answer.ts";
import { isSameOrigin } from "./same-origin.ts";
import { currentPerson, type Person } from "./session.ts";

/** The lock of a route that changes something: who asks, or the answer to who may not. Only our own pages send JSON from our own origin. */
export async function requireSender(request: Request): Promise<Person | Response> {
  const person = await currentPerson();
  if (person === null) return jsonAnswer({ problem: "Sign in first." }, 401);
  if (!(await isSameOrigin()))
    return jsonAnswer({ problem: "This request did not come from the dashboard." }, 403);
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json(;|$)/i.test(type)) return jsonAnswer({ problem: "Send JSON." }, 415);
  return person;
}
