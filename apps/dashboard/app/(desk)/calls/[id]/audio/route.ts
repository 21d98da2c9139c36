import { callRecording } from "@callscript/core/desk/call.sql.ts";
import { countDeskAct } from "@callscript/core/desk/count-desk-act.ts";
import { z } from "zod";
import { database } from "../../../../../lib/database.ts";
import { dashboardEnv } from "../../../../../lib/env.ts";
import { guarded as ownOnly } from "../../../../../lib/json-answer.ts";
import { readRange } from "../../../../../lib/read-range.ts";
import { recordings } from "../../../../../lib/recordings.ts";
import { requireReader } from "../../../../../lib/require-reader.ts";
import { streamTo } from "../../../../../lib/stream-to.ts";

export const dynamic = "force-dynamic";

const guarded = { ...ownOnly, "accept-ranges": "bytes" };

/** Long enough to begin; a player that comes back later asks here again, and is checked again. */
const linkSeconds = 60;

/**
 * A call's recording, in ranges, to whoever is signed in: checked at each request, never cached, no public address. That it
 * was played is kept. Where it lies in a bucket, the browser is sent there with a link that expires.
 */
async function serve(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const person = await requireReader(request);
  if (person instanceof Response) return person;
  const id = z.uuid().safeParse((await params).id);
  const [recording] = id.success ? await callRecording.run(database(), id.data) : [];
  if (id.success && recording?.storage_path && request.method === "GET")
    await countDeskAct(database(), person.email, { kind: "recording_played", detail: { call: id.data } });
  if (recording?.storage_path && request.method === "GET" && dashboardEnv().S3_PLAYBACK === "direct") {
    const location = await recordings().readLink(recording.storage_path, linkSeconds);
    if (location !== null) return new Response(null, { status: 302, headers: { ...guarded, location } });
  }
  const stored = recording?.storage_path ? await recordings().size(recording.storage_path) : null;
  if (!recording?.storage_path || stored === null || stored.bytes === 0)
    return new Response("There is no recording of this call.\n", { status: 404, headers: guarded });
  const range = readRange(request.headers.get("range"), stored.bytes);
  if (range === "unsatisfiable")
    return new Response(null, {
      status: 416,
      headers: { ...guarded, "content-range": `bytes */${stored.bytes}` },
    });
  const { start, end } = range ?? { start: 0, end: stored.bytes - 1 };
  const headers = {
    ...guarded,
    "content-type": recording.recording_type ?? "application/octet-stream",
    ...(range ? { "content-range": `bytes ${start}-${end}/${stored.bytes}` } : {}),
  };
  const status = range ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  return streamTo(request, await recordings().read(recording.storage_path, { start, end }), {
    status,
    headers,
  });
}

export { serve as GET, serve as HEAD };
