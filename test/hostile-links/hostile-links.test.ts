import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRecordingEdge } from "@callscript/adapters/recording-edge/recording-edge.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openRecordings } from "../../apps/runner/src/compose/lane-ports.ts";
import { parseEnvironment } from "../../apps/runner/src/config/environment.ts";
import { root } from "../e2e/support/run-callscript.ts";
import { hostileLinks } from "./hostile-links.ts";
import { type OwnHosts, outcomeOf, ownHosts, tryLinks } from "./try-links.ts";

describe("on this machine's own network", () => {
  let own: OwnHosts;
  let listener: Server;
  let port: number;
  let connections = 0;
  beforeAll(async () => {
    own = await ownHosts();
    listener = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    // `::` takes connections to ::1 and to 127.0.0.1 alike, where the machine has IPv6.
    for (const address of ["::", "0.0.0.0"]) {
      await new Promise<void>((resolve) => {
        listener.once("error", () => resolve());
        listener.listen(0, address, resolve);
      });
      if (listener.listening) break;
    }
    port = z.object({ port: z.int() }).parse(listener.address()).port;
  });
  afterAll(async () => {
    await own.close();
    await new Promise((resolve) => listener.close(resolve));
  });

  test("no hostile link is followed, directly, behind one redirect or behind five", {
    timeout: 120_000,
  }, async () => {
    // The listener is real, and the redirects lead to a recording where that is allowed.
    await fetch(`http://127.1:${port}/`).catch(() => undefined);
    expect(connections).toBe(1);
    connections = 0;
    const links = hostileLinks(port, own.ports[0]);
    expect(links.length).toBeGreaterThan(400);
    const env = parseEnvironment({ RINGBA_BASE_URL: own.origins[0], RECORDING_ORIGINS: own.origins[1] });
    const edge = { allowedOrigins: own.origins, timeoutMs: 5000, transferMs: 10_000 };
    for (const source of [openRecordings(env, {}), createRecordingEdge(edge)]) {
      expect(await outcomeOf(source, `${own.origins[1]}/5/9999`)).toBe("read");
      expect(await tryLinks(source, own, links)).toEqual({
        tried: 3 * links.length,
        refused: 3 * links.length,
        others: [],
      });
    }
    expect({ connections, strays: own.strays, credentials: own.credentials }).toEqual({
      connections: 0,
      strays: [],
      credentials: [],
    });
  });
});

/** What in-namespace.ts prints. */
const Tried = z.object({ tried: z.int(), refused: z.int(), others: z.array(z.string()) });
const Names = z.object({ names: z.int(), outcomes: z.record(z.string(), z.int()) });
const Report = z.object({
  controls: z.object({
    unguarded: z.array(z.string()),
    guarded: z.array(z.string()),
    ownRead: z.string(),
  }),
  links: z.int(),
  overHttp: Tried,
  overEdge: Tried,
  namesAskedForLinks: z.array(z.string()),
  connectionsOfLinks: z.array(z.string()),
  httpNames: Names,
  edgeNames: Names,
  forbidden: z.array(z.string()),
  allowedConnections: z.int(),
  strays: z.array(z.string()),
  credentials: z.array(z.string()),
});

/** A network in which every address is this machine's, and a name server that is ours; this machine's own is not touched. */
const setUp = [
  'mount --bind "$1/resolv.conf" /etc/resolv.conf',
  'if [ -e /etc/nsswitch.conf ]; then mount --bind "$1/nsswitch.conf" /etc/nsswitch.conf; fi',
  "ip link set lo up",
  "ip route add local 0.0.0.0/0 dev lo",
  "ip -6 route add local ::/0 dev lo",
].join(" && ");

function inNetworkOfItsOwn(folder: string, command: string) {
  const enter = (options: readonly string[], what: string) =>
    spawnSync("unshare", [...options, "sh", "-c", `${setUp} && ${what}`, "sh", folder], {
      cwd: root,
      encoding: "utf8",
      timeout: 90_000,
    });
  const ways = [
    ["--net", "--mount"],
    ["--net", "--mount", "--map-root-user"],
  ];
  const tries = ways.map((way) => ({ way, tried: enter(way, "true") }));
  const way = tries.find(({ tried }) => tried.status === 0)?.way;
  if (way !== undefined) return { possible: true as const, run: enter(way, command) };
  return {
    possible: false as const,
    why: tries.map(({ tried }) => tried.error?.message ?? tried.stderr).join("; "),
  };
}

test("where every address there is listens, and names change between two looks, nothing private is reached", {
  timeout: 120_000,
}, (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), "callscript-network-"));
  try {
    writeFileSync(path.join(folder, "resolv.conf"), "nameserver 127.0.0.1\n");
    writeFileSync(path.join(folder, "nsswitch.conf"), "hosts: files dns\n");
    expect(existsSync("/etc/resolv.conf")).toBe(true);
    const tried = inNetworkOfItsOwn(
      folder,
      `exec "${process.execPath}" --import tsx test/hostile-links/in-namespace.ts`,
    );
    const impossible = tried.possible ? null : `no network of its own can be made here: ${tried.why}`;
    if (impossible !== null && process.env["CI"]) throw new Error(impossible);
    if (!tried.possible) return context.skip(impossible ?? "");
    expect(tried.run.status, tried.run.stderr).toBe(0);
    const report = Report.parse(JSON.parse(tried.run.stdout));
    const everything = { tried: 3 * report.links, refused: 3 * report.links, others: [] };
    expect(report).toMatchObject({
      // Whoever is not held back does reach the metadata address here, and the guard lets through what it may.
      controls: {
        unguarded: ["169.254.169.254", "10.0.0.5", "fd00:ec2::254"],
        guarded: ["52.216.1.1", "52.216.1.1", "52.216.1.1"],
        ownRead: "read",
      },
      overHttp: everything,
      overEdge: everything,
      // Not even a name server hears of a link that is refused by its name.
      namesAskedForLinks: [],
      connectionsOfLinks: [],
      forbidden: [],
      strays: [],
      credentials: [],
      // Where the socket cannot be seen names must be steady: 31 private addresses in 4 mixtures, asked four times each.
      edgeNames: { names: 124, outcomes: { refused: 496 } },
    });
    expect(report.links).toBeGreaterThan(400);
    // 31 private addresses in 7 mixtures, three of which change between two looks; a name that is public for once is
    // asked for, in vain.
    const { names, outcomes } = report.httpNames;
    expect(names).toBe(217);
    expect(outcomes["refused"]).toBeGreaterThanOrEqual(600);
    expect((outcomes["refused"] ?? 0) + (outcomes["not fetched"] ?? 0)).toBe(4 * names);
    expect(report.allowedConnections).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
