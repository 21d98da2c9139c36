// The processes of vault.bench.ts: `serve` answers with recordings, `vault` brings them home and says what it took.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { createAudioProbe } from "@callscript/adapters/audio/audio-probe.ts";
import { createRecordingHttp } from "@callscript/adapters/recording-http/recording-http.ts";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { keepRecording, maxRecordingBytes } from "@callscript/core/keep-recording.ts";
import { wavHead } from "../support/wav.ts";

export interface Job {
  links: string[];
  root: string;
  withProbe: boolean;
  concurrency: number;
}
export interface Done {
  seconds: number;
  /** Resident before the first link, and the most there was while they were brought. */
  rssBytes: number;
  mostRssBytes: number;
}

const chunk = Buffer.from(Array.from({ length: 64 * 1024 }, (_, index) => (index * 31) % 251));

/** At 500 MB three quarters of an hour. */
const stereo = { channels: 2, rate: 44_100 };

/** Answers /<bytes>/<any name>. Two origins, because what is asked of one host at once has a limit. */
async function serve(): Promise<void> {
  const ports = await Promise.all(
    [0, 1].map(
      () =>
        new Promise<number>((resolve) => {
          const server = createServer((request, response) => {
            const bytes = Number(request.url?.split("/")[1]);
            response.writeHead(200, { "content-length": bytes }).write(wavHead(bytes - 44, stereo));
            let left = bytes - 44;
            const push = () => {
              while (left > 0 && !response.destroyed) {
                const part = left < chunk.length ? chunk.subarray(0, left) : chunk;
                left -= part.length;
                if (!response.write(part)) return void response.once("drain", push);
              }
              response.end();
            };
            push();
          }).listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
        }),
    ),
  );
  process.send?.(ports);
}

async function vault({ links, root, withProbe, concurrency }: Job): Promise<Done> {
  const origins = [...new Set(links.map((link) => new URL(link).origin))];
  const recordings = createRecordingHttp({ allowedOrigins: origins, timeoutMs: 30_000 });
  const ports = { store: createFsStore({ root }), probe: withProbe ? createAudioProbe() : null };
  const todo = [...links.entries()];
  globalThis.gc?.();
  const rssBytes = process.memoryUsage.rss();
  let mostRssBytes = rssBytes;
  const sampler = setInterval(() => {
    mostRssBytes = Math.max(mostRssBytes, process.memoryUsage.rss());
  }, 5);
  const began = performance.now();
  const take = async () => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
      const [index, link] = next;
      const { signal } = new AbortController();
      const recording = await recordings.open(link, signal);
      const key = path.posix.join("recordings/2026/11/24", `r${index}`);
      await keepRecording(ports, key, recording, { maxBytes: maxRecordingBytes, signal });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, take));
  const seconds = (performance.now() - began) / 1000;
  clearInterval(sampler);
  return { seconds, rssBytes, mostRssBytes: Math.max(mostRssBytes, process.memoryUsage.rss()) };
}

if (process.argv[2] === "serve") await serve();
else process.on("message", (job: Job) => void vault(job).then((done) => process.send?.(done)));
process.once("disconnect", () => process.exit(0));
