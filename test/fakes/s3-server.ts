import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

export interface S3Server {
  origin: string;
  objects: Map<string, Buffer>;
  /** Answers every request with this status while it is set. */
  broken: { status: number | null };
  close(): Promise<void>;
}

/**
 * The verbs of S3 that CallScript uses, in memory: path-style, SigV4 in the Authorization header (verified), the body's
 * hash (verified), a length before the body (as AWS asks), byte ranges.
 */
export async function s3Server(keys: {
  id: string;
  secret: string;
  region: string;
  bucket: string;
}): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const broken: S3Server["broken"] = { status: null };
  const server = createServer(async (request, response) => {
    const hash = createHash("sha256");
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      hash.update(chunk);
      chunks.push(chunk);
    }
    const [bucket, ...rest] = (request.url ?? "").slice(1).split("/");
    const refusal =
      broken.status ??
      (signatureOf(request, keys) ? null : 403) ??
      (bucket === keys.bucket ? null : 404) ??
      (request.headers["x-amz-content-sha256"] === hash.digest("hex") ? null : 400);
    if (refusal !== null) return response.writeHead(refusal).end();
    answer(request, response, objects, rest.join("/"), chunks);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    objects,
    broken,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  objects: Map<string, Buffer>,
  key: string,
  chunks: Buffer[],
): unknown {
  if (request.method === "PUT") {
    if (request.headers["content-length"] === undefined) return response.writeHead(411).end();
    objects.set(key, Buffer.concat(chunks));
    return response.writeHead(200).end();
  }
  if (request.method === "DELETE") {
    objects.delete(key);
    return response.writeHead(204).end();
  }
  const found = objects.get(key);
  if (found === undefined) return response.writeHead(404).end();
  if (request.method === "HEAD") return response.writeHead(200, { "content-length": found.byteLength }).end();
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  if (range === null) return response.writeHead(200).end(found);
  const start = Number(range[1]);
  if (start >= found.byteLength) return response.writeHead(416).end();
  const part = found.subarray(start, range[2] === "" ? undefined : Number(range[2]) + 1);
  return response.writeHead(206, { "content-length": part.byteLength }).end(part);
}

/** AWS signature version 4, computed from what arrived. */
function signatureOf(
  request: IncomingMessage,
  keys: { id: string; secret: string; region: string },
): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? "",
    );
  const [, credential = "", signedHeaders = "", signature = ""] = given ?? [];
  const [id = "", day = "", region = "", service = ""] = credential.split("/");
  if (id !== keys.id || region !== keys.region || service !== "s3") return false;
  const headers = signedHeaders.split(";");
  if (!headers.includes("host") || !headers.includes("x-amz-content-sha256")) return false;
  const canonical = [
    request.method,
    request.url,
    "",
    ...headers.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}`),
    "",
    signedHeaders,
    request.headers["x-amz-content-sha256"],
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  let key: string | Buffer = `AWS4${keys.secret}`;
  for (const part of [day, region, "s3", "aws4_request"])
    key = createHmac("sha256", key).update(part).digest();
  return createHmac("sha256", key).update(toSign).digest("hex") === signature;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
