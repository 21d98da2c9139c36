import { createAudioProbe } from "@callscript/adapters/audio/audio-probe.ts";
import { createRecordingHttp } from "@callscript/adapters/recording-http/recording-http.ts";
import { mostRequests } from "@callscript/adapters/ringba/probe-account/counted-requests.ts";
import { type AccountReport, probeAccount } from "@callscript/adapters/ringba/probe-account/probe-account.ts";
import { expect } from "vitest";
import type { LoopbackServer } from "../fakes/loopback-server.ts";
import { callerNumber, now, token } from "../fakes/peculiar-account.ts";

/** Examines an account, and expects of every one: counted, within the limit, a token each, nothing secret told. */
export async function examine(
  of: LoopbackServer,
  signal: AbortSignal = new AbortController().signal,
): Promise<AccountReport> {
  let tokens = 0;
  const report = await probeAccount(
    {
      account: {
        baseUrl: of.origin,
        accountId: "RA1",
        apiToken: token,
        timeoutMs: 2000,
        maxAnswerBytes: 2 ** 26,
      },
      recordings: (beforeHop) =>
        createRecordingHttp({ allowedOrigins: [of.origin], timeoutMs: 2000, beforeHop }),
      probe: createAudioProbe(),
      clock: { now: () => now },
      takeToken: async () => {
        tokens += 1;
      },
    },
    { requestsPerMinute: 60, signal },
  );
  expect(report.requests).toBe(of.requests.length);
  expect(report.requests).toBeLessThanOrEqual(mostRequests);
  expect(tokens).toBe(report.requests);
  const told = JSON.stringify(report);
  for (const secret of [
    token,
    callerNumber,
    callerNumber.slice(1),
    "topsecret",
    "recording-public",
    "http://",
    "RGB0",
  ])
    expect(told).not.toContain(secret);
  return report;
}

/** The finding on a topic. */
export function on(report: AccountReport, topic: string) {
  const found = report.findings.find((finding) => finding.topic === topic);
  if (!found) throw new Error(`nothing on ${topic}`);
  return found;
}
