import { account, apiServer } from "./api-server.ts";
import { mediaServer } from "./media-server.ts";
import { createTally, type Tally } from "./tally.ts";
import type { Tape } from "./tape.ts";

export interface HostileProvider {
  tape: Tape;
  account: { baseUrl: string; accountId: string; apiToken: string };
  /** Where links and their redirects lead. */
  recordingOrigins: readonly string[];
  /** Requests by path ("asked: calllogs") and every fault that was handed out. */
  tally: Tally;
  close(): Promise<void>;
}

/**
 * Ringba at its worst, on loopback: serves the tape as it stands at `nowMs`. `pageLimit` is the account's effective page
 * size.
 */
export async function hostileProvider({
  tape,
  nowMs,
  pageLimit = 1000,
}: {
  tape: Tape;
  nowMs: () => number;
  pageLimit?: number;
}): Promise<HostileProvider> {
  const tally = createTally();
  const media = await mediaServer({ tape, nowMs, tally });
  const api = await apiServer({ tape, pageLimit, nowMs, links: media.links, tally });
  return {
    tape,
    account: { baseUrl: api.origin, ...account },
    recordingOrigins: [media.origin, media.storageOrigin],
    tally,
    close: async () => {
      await api.close();
      await media.close();
    },
  };
}
