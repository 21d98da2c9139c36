import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

interface S3Object {
  bytes: Buffer;
  /** Content-Type and x-amz-meta-*: answered as they came. */
  headers: Record<string, string>;
}

export interface S3Server {
  origin: string;
  objects: Map<string, S3Object>;
  /** How often each key was written. */
  writes: Map<string, number>;
  /** Answers every request with this status while it is set. */
  broken: { status: number | null };
  /** Answers every PUT with this while it is set, in S3's own XML where it has a code. */
  refusedWrite: { with: { status: number; code?: string } | null };
  /** Told of every request: of each chunk of it, when it has come whole, and when it is done and answered. */
  onMoment: { tell: (moment: string) => void };
  /** Says 403 of what is not there, as AWS does to keys that may not list. */
  hidesMissing: { on: boolean };
  /** Refuses every link that has been followed so far, as if its time were over. */
  expireLinks(): void;
  close(): Promise<void>;
}

/**
 * The verbs of S3 that CallScript uses, in memory: path-style, SigV4 in the Authorization header or in the query of a
 * GET (verified, with its expiry), the body's hash (verified), a length before the body (as AWS asks), metadata, ranges.
 */
export async function s3Server(keys: {
  id: string;
  secret: string;
  region: string;
  bucket: string;
}): Promise<S3Server> {
  const objects: S3Server["objects"] = new Map();
  const writes: S3Server["writes"] = new Map();
  const followed = new Set<string>();
  const expired = new Set<string>();
  const broken: S3Server["broken"] = { status: null };
  const refusedWrite: S3Server["refusedWrite"] = { with: null };
  const hidesMissing: S3Server["hidesMissing"] = { on: false };
  const onMoment: S3Server["onMoment"] = { tell: () => undefined };
  const server = createServer(async (request, response) => {
    const hash = createHash("sha256");
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) {
        hash.update(chunk);
        chunks.push(chunk);
        onMoment.tell(`${request.method} chunk`);
      }
    } catch {
      // Whoever sent it is gone: of half a body nothing is kept.
      return response.destroy();
    }
    onMoment.tell(`${request.method} whole`);
    const url = new URL(request.url ?? "", "http://s3");
    const [bucket, ...rest] = url.pathname.slice(1).split("/");
    const isLink = request.method === "GET" && url.searchParams.has("X-Amz-Signature");
    const refusal =
      broken.status ??
      ((isLink ? isSignedLink(request, url, keys) : isSigned(request, keys)) ? null : 403) ??
      (isLink && expired.has(url.search) ? 403 : null) ??
      (bucket === keys.bucket ? null : 404) ??
      (isLink || request.headers["x-amz-content-sha256"] === hash.digest("hex") ? null : 400);
    if (refusal !== null) return response.writeHead(refusal).end();
    if (isLink) followed.add(url.search);
    const key = rest.join("/");
    if (request.method === "PUT" && refusedWrite.with !== null) {
      const { status, code } = refusedWrite.with;
      return response.writeHead(status).end(code && `<Error><Code>${code}</Code><Key>${key}</Key></Error>`);
    }
    if (hidesMissing.on && request.method === "HEAD" && !objects.has(key))
      return response.writeHead(403).end();
    if (request.method === "PUT") writes.set(key, (writes.get(key) ?? 0) + 1);
    answer(request, response, objects, key, chunks, url);
    onMoment.tell(`${request.method} done`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    objects,
    writes,
    broken,
    refusedWrite,
    hidesMissing,
    onMoment,
    expireLinks() {
      for (const link of followed) expired.add(link);
    },
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
  objects: S3Server["objects"],
  key: string,
  chunks: Buffer[],
  url: URL,
): unknown {
  if (request.method === "PUT") {
    if (request.headers["content-length"] === undefined) return response.writeHead(411).end();
    const kept = Object.entries(request.headers).filter(
      ([name]) => name === "content-type" || name.startsWith("x-amz-meta-"),
    );
    objects.set(key, {
      bytes: Buffer.concat(chunks),
      headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    });
    return response.writeHead(200).end();
  }
  if (request.method === "DELETE") {
    objects.delete(key);
    return response.writeHead(204).end();
  }
  const found = objects.get(key);
  if (found === undefined) return response.writeHead(404).end();
  const { bytes } = found;
  const cacheControl = url.searchParams.get("response-cache-control");
  const headers = { ...found.headers, ...(cacheControl ? { "cache-control": cacheControl } : {}) };
  if (request.method === "HEAD")
    return response.writeHead(200, { ...headers, "content-length": bytes.byteLength }).end();
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  if (range === null) return response.writeHead(200, headers).end(bytes);
  const start = Number(range[1]);
  if (start >= bytes.byteLength) return response.writeHead(416).end();
  const part = bytes.subarray(start, range[2] === "" ? undefined : Number(range[2]) + 1);
  const contentRange = `bytes ${start}-${start + part.byteLength - 1}/${bytes.byteLength}`;
  return response
    .writeHead(206, { ...headers, "content-length": part.byteLength, "content-range": contentRange })
    .end(part);
}

interface Keys {
  id: string;
  secret: string;
  region: string;
}

/** AWS signature version 4 of a request, computed from what arrived. */
function isSigned(request: IncomingMessage, keys: Keys): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? "",
    );
  const [, credential = "", signedHeaders = "", signature = ""] = given ?? [];
  const headers = signedHeaders.split(";");
  if (!headers.includes("host") || !headers.includes("x-amz-content-sha256")) return false;
  const payload = String(request.headers["x-amz-content-sha256"]);
  const moment = String(request.headers["x-amz-date"]);
  return signature === signatureOf(request, keys, { credential, signedHeaders, moment, payload, query: "" });
}

/** The same in the query of an address that may be handed out until it expires. */
function isSignedLink(request: IncomingMessage, url: URL, keys: Keys): boolean {
  const field = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? "";
  const moment = field("Date");
  const signedAt = Date.parse(
    moment.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  const expiresAt = signedAt + Number(field("Expires")) * 1000;
  if (!(Date.now() < expiresAt && Number(field("Expires")) <= 7 * 86_400)) return false;
  const query = [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map((pair) => pair.map(encodeURIComponent).join("="))
    .sort()
    .join("&");
  const signed = {
    credential: field("Credential"),
    signedHeaders: field("SignedHeaders"),
    moment,
    payload: "UNSIGNED-PAYLOAD",
    query,
  };
  return field("Signature") === signatureOf(request, keys, signed);
}

/** null where the credential is not of these keys. */
function signatureOf(
  request: IncomingMessage,
  keys: Keys,
  signed: { credential: string; signedHeaders: string; moment: string; payload: string; query: string },
): string | null {
  const { credential, signedHeaders, moment, payload, query } = signed;
  const [id = "", day = "", region = "", service = ""] = credential.split("/");
  if (id !== keys.id || region !== keys.region || service !== "s3") return null;
  const canonical = [
    request.method,
    request.url?.split("?")[0],
    query,
    ...signedHeaders.split(";").map((name) => `${name}:${String(request.headers[name] ?? "").trim()}`),
    "",
    signedHeaders,
    payload,
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", moment, scope, sha256(canonical)].join("\n");
  let key: string | Buffer = `AWS4${keys.secret}`;
  for (const part of [day, region, "s3", "aws4_request"])
    key = createHmac("sha256", key).update(part).digest();
  return createHmac("sha256", key).update(toSign).digest("hex");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
