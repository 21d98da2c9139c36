import type { ServerResponse } from "node:http";
import type { TapeRecording } from "./tape-recording.ts";

const metadata = "http://169.254.169.254/latest/meta-data/iam/security-credentials/";

/** Answers one fetch of a recording as its kind does; `isBad`: it is one of those that go wrong at first. */
export function serveRecording(
  response: ServerResponse,
  { kind, backMs }: TapeRecording,
  bytes: Buffer,
  at: { isBad: boolean; nowMs: number; storage: string; self: string },
): unknown {
  switch (kind) {
    case "plain":
    case "expired":
      return whole(response, bytes);
    case "moved":
      return response.writeHead(302, { location: at.storage }).end();
    case "late":
      return at.nowMs < backMs ? response.writeHead(404).end() : whole(response, bytes);
    case "busy":
      return at.isBad ? response.writeHead(503).end() : whole(response, bytes);
    case "cut_off":
      if (!at.isBad) return whole(response, bytes);
      response.writeHead(200, { "content-type": "audio/wav", "content-length": bytes.byteLength });
      return response.write(bytes.subarray(0, bytes.byteLength / 2), () => response.destroy());
    case "stalled":
      return at.isBad ? trickle(response, bytes) : whole(response, bytes);
    case "trickle":
      return trickle(response, bytes);
    case "gone":
      return response.writeHead(404).end();
    case "html":
      return response.writeHead(200, { "content-type": "audio/wav" }).end("<!doctype html><h1>Sign in</h1>");
    case "empty":
      return response.writeHead(200, { "content-type": "audio/wav", "content-length": 0 }).end();
    case "huge":
      return endless(response, bytes);
    case "metadata":
      return response.writeHead(302, { location: metadata }).end();
    case "loop":
      return response.writeHead(302, { location: at.self }).end();
  }
}

export function whole(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200, { "content-type": "audio/wav", "content-length": bytes.byteLength }).end(bytes);
}

/** One byte a second, until whoever reads gives up. */
function trickle(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200, { "content-type": "audio/wav", "content-length": bytes.byteLength });
  let at = 0;
  const one = () => {
    response.write(bytes.subarray(at, at + 1));
    at += 1;
  };
  one();
  const timer = setInterval(one, 1000);
  response.on("close", () => clearInterval(timer));
}

/** Claims 2 GB and sends as much of it as is taken. */
function endless(response: ServerResponse, bytes: Buffer): void {
  const chunk = Buffer.alloc(64 * 1024, 1);
  response.writeHead(200, { "content-type": "audio/wav", "content-length": 2 ** 31 });
  response.write(bytes);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
}
