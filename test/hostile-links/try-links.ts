import { createServer, type Server } from "node:http";
import { PortError } from "@callscript/core/failure.ts";
import type { RecordingSource } from "@callscript/core/ports.ts";
import { z } from "zod";

const never = new AbortController().signal;

/** The operator's own two origins, from which a hostile link comes behind redirects, and what else they were asked. */
export interface OwnHosts {
  /** The first as RINGBA_BASE_URL, the second as RECORDING_ORIGINS. */
  origins: readonly [string, string];
  ports: readonly [number, number];
  serve(links: readonly string[]): void;
  /** Requests that no redirect of ours led to, and bytes that were no HTTP. */
  strays: string[];
  /** Headers that a token or a cookie could be in, as they arrived. */
  credentials: string[];
  close(): Promise<void>;
}

/** `/<redirects>/<link>` redirects so often, from one origin to the other and back, and then to the link. */
export async function ownHosts(): Promise<OwnHosts> {
  const origins: string[] = [];
  const ports: number[] = [];
  const servers: Server[] = [];
  const strays: string[] = [];
  const credentials: string[] = [];
  let links: readonly string[] = [];
  for (const other of [1, 0]) {
    const server = createServer((request, response) => {
      const { authorization, cookie, referer } = request.headers;
      credentials.push(...[authorization, cookie, referer].filter((header) => header !== undefined));
      const [, redirects, link] = /^\/(\d)\/(\d+)$/.exec(request.url ?? "") ?? [];
      if (request.url === "/recording") return response.end("a recording");
      if (redirects === undefined || link === undefined) {
        strays.push(request.url ?? "");
        return response.end();
      }
      const left = Number(redirects) - 1;
      const target = left === 0 ? (links[Number(link)] ?? "/recording") : `${origins[other]}/${left}/${link}`;
      // What a header cannot hold is left out; other characters go out as UTF-8.
      const location = Buffer.from(target.replace(/[^\t\x20-\x7e\x80-\u{10ffff}]/gu, "")).toString("latin1");
      return response.writeHead(302, { location }).end();
    });
    server.on("clientError", (error, socket) => {
      strays.push(error.message);
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = z.object({ port: z.int() }).parse(server.address());
    origins.push(`http://127.0.0.1:${port}`);
    ports.push(port);
    servers.push(server);
  }
  const [first = "", second = ""] = origins;
  const [firstPort = 0, secondPort = 0] = ports;
  return {
    origins: [first, second],
    ports: [firstPort, secondPort],
    serve(served) {
      links = served;
    },
    strays,
    credentials,
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

/** `refused`: for good, or for where a redirect or its name leads. Everything else is told, or was read. */
export async function outcomeOf(source: RecordingSource, link: string): Promise<string> {
  try {
    const { body } = await source.open(link, never);
    await body.cancel();
    return "read";
  } catch (error) {
    if (!(error instanceof PortError)) return `thrown: ${String(error)}`;
    const { failure } = error;
    const isRefused =
      failure.kind === "call" &&
      (failure.final === true || failure.reason.startsWith("the recording's link is refused"));
    return isRefused ? "refused" : failure.reason;
  }
}

export interface TriedLinks {
  tried: number;
  refused: number;
  /** What was not refused, and how it went. */
  others: string[];
}

/** Tries each link directly, behind one redirect and behind five. */
export async function tryLinks(
  source: RecordingSource,
  own: OwnHosts,
  links: readonly string[],
): Promise<TriedLinks> {
  own.serve(links);
  const result: TriedLinks = { tried: 0, refused: 0, others: [] };
  for (const [index, link] of links.entries()) {
    for (const from of [link, `${own.origins[0]}/1/${index}`, `${own.origins[1]}/5/${index}`]) {
      const outcome = await outcomeOf(source, from);
      result.tried += 1;
      if (outcome === "refused") result.refused += 1;
      else result.others.push(`${from} -> ${link}: ${outcome}`);
    }
  }
  return result;
}
