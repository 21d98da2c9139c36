import type {
  AudioProbe,
  Peaks,
  ProviderCall,
  RecordingFacts,
  RecordingSource,
} from "@callscript/core/ports.ts";
import { type LinkLife, linkLife } from "./link-life.ts";
import type { CallLogLook } from "./look-at-call-log.ts";

const longestSeconds = 1200;
/** A recording may still be written for a while after hang-up. */
const settledSeconds = 180;

export interface FetchedRecording {
  bytes: number;
  facts: RecordingFacts;
  sameOnBothChannels: boolean;
  tookSeconds: number;
  hops: readonly RecordingHop[];
}

/** A host on the way to the recording, and what its link says of its life. */
export interface RecordingHop {
  host: string;
  life: LinkLife | null;
}

/** The newest call with a link that is neither too long nor just over; null where there is none. */
export function callToFetch({ firsts }: CallLogLook): ProviderCall | null {
  const nowMs = firsts[0]?.atUtc.getTime() ?? 0;
  const seconds = (call: ProviderCall) => call.connectedSeconds ?? call.durationSeconds ?? 0;
  const isJustOver = (call: ProviderCall) =>
    nowMs - call.startTimeUtc.getTime() < (seconds(call) + settledSeconds) * 1000;
  const fetchable = firsts
    .flatMap((page) => page.calls)
    .filter((call) => call.recordingUrl !== null && seconds(call) <= longestSeconds)
    .sort((one, other) => other.startTimeUtc.getTime() - one.startTimeUtc.getTime());
  return fetchable.find((call) => !isJustOver(call)) ?? fetchable[0] ?? null;
}

/** Fetches and measures one recording; nothing of it is kept. Rejects as the source and the probe do. */
export async function fetchOneRecording(
  { link, spend, signal }: { link: string; spend: () => Promise<void>; signal: AbortSignal },
  ports: { recordings(beforeHop: (url: URL) => Promise<void>): RecordingSource; probe: AudioProbe },
): Promise<FetchedRecording> {
  const startedMs = performance.now();
  const hops: RecordingHop[] = [];
  const source = ports.recordings(async (url) => {
    await spend();
    hops.push({ host: url.host, life: linkLife(url) });
  });
  const { body } = await source.open(link, signal);
  let bytes = 0;
  const counted = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        controller.enqueue(chunk);
      },
    }),
  );
  const { facts, peaks } = await ports.probe.measure(counted, signal);
  const tookSeconds = (performance.now() - startedMs) / 1000;
  return { bytes, facts, sameOnBothChannels: isSame(peaks), tookSeconds, hops };
}

function isSame({ channels: [left, right] }: Peaks): boolean {
  return left !== undefined && right !== undefined && left.every((peak, at) => peak === right[at]);
}
