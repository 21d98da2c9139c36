import "server-only";
import { isFromElsewhere } from "./is-from-elsewhere.ts";
import { jsonAnswer } from "./json-answer.ts";
import { isSameOrigin } from "./same-origin.ts";
import { currentPerson, type Person } from "./session.ts";

/**
 * The lock of a route that our own pages read: who asks, or the answer to who may not. Browsers name no origin when our own
 * pages read; one that is named has to be ours.
 */
export async function requireReader(
  request: Request,
  role: Person["role"] = "reviewer",
): Promise<Person | Response> {
  const person = await currentPerson();
  if (person === null) return jsonAnswer({ problem: "Sign in first." }, 401);
  if (role === "admin" && person.role !== "admin")
    return jsonAnswer({ problem: "Only an admin may do this." }, 403);
  if (isFromElsewhere(request) || (request.headers.has("origin") && !(await isSameOrigin())))
    return jsonAnswer({ problem: "This request did not come from the dashboard." }, 403);
  return person;
}
