const guarded = { "cache-control": "private, no-store", vary: "cookie", "x-content-type-options": "nosniff" };

/** An answer to a request of our own pages: nothing in between may keep it. */
export function jsonAnswer(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: guarded });
}
