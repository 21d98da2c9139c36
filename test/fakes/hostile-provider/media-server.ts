import type { ServerResponse } from "node:http";
import { loopbackServer } from "../loopback-server.ts";
import { drawn } from "./random.ts";
import { recordingBytes } from "./recording-bytes.ts";
import { serveRecording, whole } from "./serve-recording.ts";
import type { Tally } from "./tally.ts";
import type { Tape } from "./tape.ts";
import type { TapeCall } from "./tape-call.ts";
import type { TapeRecording } from "./tape-recording.ts";

/** A link out of the detail, and a redirect's target, hold this long. */
const linkLivesMs = 10 * 60_000;

export interface MediaServer {
  origin: string;
  /** The origin that redirects lead to. */
  storageOrigin: string;
  links: { listed(call: TapeCall): string; fresh(call: TapeCall): string };
  close(): Promise<void>;
}

/** Where recordings are fetched: links like Ringba's on one origin, what they redirect to on another. */
export async function mediaServer({
  tape,
  nowMs,
  tally,
}: {
  tape: Tape;
  nowMs: () => number;
  tally: Tally;
}): Promise<MediaServer> {
  let asked = 0;
  const fetches = new Map<TapeCall, number>();
  const known = (query: URLSearchParams) => {
    const [index, untilMs] = (query.get("k") ?? "").split(".").map(Number);
    const call = tape.calls[index ?? -1];
    const ran = untilMs === undefined || untilMs < nowMs();
    return call === undefined || call.recording === null ? null : { call, recording: call.recording, ran };
  };
  const storage = await loopbackServer(
    guarded("storage", ({ call, ran }, response) => {
      if (ran) response.writeHead(403).end("<Error><Code>AccessDenied</Code></Error>");
      else whole(response, recordingBytes(tape.seed, call.index));
    }),
  );
  const media = await loopbackServer(
    guarded("media", ({ call, recording, ran }, response, self) => {
      const fetched = (fetches.get(call) ?? 0) + 1;
      fetches.set(call, fetched);
      if (recording.kind !== "plain" && recording.kind !== "moved") tally.add(`recording ${recording.kind}`);
      if (ran) return response.writeHead(403).end();
      const bytes = recordingBytes(tape.seed, call.index);
      serveRecording(response, recording, bytes, {
        isBad: fetched <= recording.badFetches,
        nowMs: nowMs(),
        storage: `${storage.origin}/recordings?k=${call.index}.${nowMs() + linkLivesMs}`,
        self,
      });
    }),
  );

  function guarded(
    name: string,
    answer: (
      found: { call: TapeCall; recording: TapeRecording; ran: boolean },
      response: ServerResponse,
      self: string,
    ) => unknown,
  ): Parameters<typeof loopbackServer>[0] {
    return ({ path, headers }, response) => {
      tally.add(`asked: ${name}`);
      storage.requests.length = 0;
      media.requests.length = 0;
      if (headers.authorization !== undefined) tally.add("token leaked");
      if (isIll(response)) return;
      const found = known(new URL(path, "http://x").searchParams);
      return found === null ? response.writeHead(404).end() : answer(found, response, path);
    };
  }

  /** In a burst four fetches in five are refused. */
  function isIll(response: ServerResponse): boolean {
    const illness = tape.weather.recordings(nowMs());
    asked += 1;
    if (illness === null || (illness !== "outage" && drawn(tape.seed, "fetch", asked) < 0.2)) return false;
    tally.add(`recordings ${illness}`);
    if (illness === "outage") response.destroy();
    else response.writeHead(illness === "500" ? 503 : 429).end();
    return true;
  }

  const link = (call: TapeCall, untilMs: number) =>
    `${media.origin}/recording-public?v=v1&k=${call.index}.${untilMs}`;
  return {
    origin: media.origin,
    storageOrigin: storage.origin,
    links: {
      listed(call) {
        const { kind, linkMs } = call.recording ?? { kind: "plain", linkMs: 0 };
        return link(call, kind === "expired" ? linkMs - 1 : Number.MAX_SAFE_INTEGER);
      },
      fresh: (call) => link(call, nowMs() + linkLivesMs),
    },
    close: async () => {
      await media.close();
      await storage.close();
    },
  };
}
