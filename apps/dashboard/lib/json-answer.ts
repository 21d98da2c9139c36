/** Headers of what a route of ours answers: nothing in between may keep it, and nothing is guessed of it. */
export const guarded = {
  "cache-control": "private, no-store",
  vary: "cookie",
  "x-content-type-options": "nosniff",
};

/** An answer to a request of our own pages. */
export function jsonAnswer(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: guarded });
}
