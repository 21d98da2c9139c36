import { wantedColumns } from "@callscript/adapters/ringba/call-log-columns.ts";
import { z } from "zod";
import { wavFile } from "../support/wav.ts";
import { json, type LoopbackServer, loopbackServer } from "./loopback-server.ts";

export const now = new Date("2026-11-24T12:00:00.400Z");
export const token = "s3cret-token-of-the-account";
export const callerNumber = "+15550100123";
const dates = { date: now.toUTCString() };
/** Stands for a link to the server that lists the call. */
const here = "a recording of this server";
export type Listed = Record<string, unknown> & { inboundCallId: string; callDt: unknown };

/** What is peculiar to an account; everything else is as Ringba documents it. */
export interface Character {
  calls?: readonly Listed[];
  /** The moment of a record, whatever its form. */
  startMs?: (record: Listed) => number;
  /** The most records of one answer, whatever is asked. */
  largestPage?: number;
  columns?: unknown;
  ignoresOffset?: boolean;
  partialResult?: (behind: number) => unknown;
  /** Answers request `at` (0 is the first) instead of the account. */
  instead?: (
    at: number,
    path: string,
    body: string,
  ) => { status: number; body: unknown; headers?: object } | null;
  insights?: number;
}

const PageRequest = z.object({
  reportStart: z.iso.datetime(),
  reportEnd: z.iso.datetime(),
  size: z.int(),
  offset: z.int(),
});

/** An account behind a real HTTP server; recordings redirect once, to a signed link of the same server. */
export async function peculiarAccount(character: Character): Promise<LoopbackServer> {
  const { largestPage = 1000, startMs = (one) => Number(one.callDt) } = character;
  const link = () => `${server.origin}/recording-public?k=1`;
  const calls = () =>
    (character.calls ?? []).map((one) =>
      one["recordingUrl"] === here ? { ...one, recordingUrl: link() } : one,
    );
  const server: LoopbackServer = await loopbackServer(({ path, body }, response) => {
    const at = server.requests.length - 1;
    const other = character.instead?.(at, path, body);
    if (other) return json(response, other.status, other.body, { ...dates, ...other.headers });
    if (path === "/v2/ringbaaccounts")
      return json(response, 200, { account: [{ accountId: "RA1", name: "Mine" }] }, dates);
    if (path.endsWith("/columns"))
      return json(response, 200, character.columns ?? wantedColumns.map((id) => ({ id })), dates);
    if (path.endsWith("/detail"))
      return json(response, 200, {
        report: { records: calls().filter((one) => body.includes(one.inboundCallId)) },
      });
    if (path.endsWith("/insights"))
      return json(response, 200, {
        report: { records: [{ callCount: character.insights ?? calls().length }] },
      });
    if (path.startsWith("/recording-public"))
      return response
        .writeHead(302, {
          location: "/media/1.wav?X-Amz-Date=20261124T120000Z&X-Amz-Expires=3600&X-Amz-Signature=topsecret",
        })
        .end();
    if (path.startsWith("/media/"))
      return response.writeHead(200, { "content-type": "audio/wav" }).end(stereoWav());
    const request = PageRequest.parse(JSON.parse(body));
    const [from, to] = [Date.parse(request.reportStart), Date.parse(request.reportEnd)];
    const listed = calls()
      .filter((one) => startMs(one) >= from && startMs(one) < to)
      .sort((one, next) => startMs(next) - startMs(one));
    const offset = character.ignoresOffset ? 0 : request.offset;
    const records = listed.slice(offset, offset + Math.min(request.size, largestPage));
    const behind = Math.max(0, listed.length - offset - records.length);
    const partialResult = character.partialResult ? character.partialResult(behind) : false;
    json(
      response,
      200,
      { isSuccessful: true, report: { records, totalCount: listed.length, partialResult } },
      dates,
    );
  });
  return server;
}

/** Calls that ended two minutes ago and then one every `everySeconds` before that, each with a link. */
export function callsUntilNow(
  count: number,
  everySeconds: number,
  more: (at: number) => object = () => ({}),
): Listed[] {
  return Array.from({ length: count }, (_, at) => {
    const endedMs = now.getTime() - 120_400 - at * everySeconds * 1000;
    return {
      inboundCallId: `RGB${String(at).padStart(5, "0")}`,
      callDt: endedMs - 60_000,
      callCompletedDt: endedMs,
      callLengthInSeconds: 60,
      connectedCallLengthInSeconds: 55,
      hasConnected: true,
      inboundPhoneNumber: callerNumber,
      recordingUrl: here,
      ...more(at),
    };
  });
}

/** A second of silence on the left and of a tone on the right. */
function stereoWav(): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(rate * 4);
  for (let at = 0; at < rate; at += 1) samples.writeInt16LE(Math.sin(at / 3) * 8000, at * 4 + 2);
  return wavFile(samples, { channels: 2, rate });
}
