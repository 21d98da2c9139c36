// Run by hostile-links.test.ts in a network of its own, in which every address there is leads to this machine:
// prints what the listeners saw as one line of JSON.
import { createServer, isIPv4 } from "node:net";
import { createRecordingEdge } from "@callscript/adapters/recording-edge/recording-edge.ts";
import type { RecordingSource } from "@callscript/core/ports.ts";
import { openRecordings } from "../../apps/runner/src/compose/lane-ports.ts";
import { parseEnvironment } from "../../apps/runner/src/config/environment.ts";
import { hostileLinks } from "./hostile-links.ts";
import { type Answers, nameServer } from "./name-server.ts";
import { outcomeOf, ownHosts, tryLinks } from "./try-links.ts";

const ports = [21, 22, 23, 25, 70, 80, 389, 443, 444, 2375, 6379, 8080, 8443, 9999];
const hostilePort = 9999;
const publicAddresses = { A: "52.216.1.1", AAAA: "2600:1f18::1" };
const privateAddresses = [
  ...["127.0.0.1", "127.1.2.3", "10.0.0.5", "10.255.255.254", "169.254.169.254", "169.254.170.2", "0.0.0.0"],
  ...["192.168.1.1", "172.16.0.1", "172.31.255.254", "100.64.0.1", "100.100.100.200", "168.63.129.16"],
  ...["192.0.0.192", "198.18.0.1", "203.0.113.7", "240.0.0.1"],
  ...["::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:5"],
  ...["2002:7f00:1::1", "2001:0:4136:e378:8000:63bf:5601:5601", "fd00:ec2::254", "fc00::1", "fec0::1"],
  ...["2001:db8::1", "3fff::1", "100::1"],
];

/** Where every connection came out: the address that was asked for. */
const seen: string[] = [];
for (const port of ports) {
  const server = createServer((socket) => {
    seen.push(`${socket.localAddress?.replace(/^::ffff:(?=\d+\.)/, "")}`);
    socket.on("error", () => undefined);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(port, "::", resolve));
}
const isPublic = (address: string) => Object.values(publicAddresses).includes(address);
const forbiddenSeen = () => seen.filter((address) => !isPublic(address));

const scenarios: [name: string, steady: boolean, (inside: string) => Answers][] = [
  ["private", true, (inside) => () => [inside]],
  ["private before public", true, (inside) => (kind) => [inside, publicAddresses[kind]]],
  ["private after public", true, (inside) => (kind) => [publicAddresses[kind], inside]],
  [
    "the other kind public",
    true,
    (inside) => (kind) => ((kind === "A") === isIPv4(inside) ? [inside] : [publicAddresses[kind]]),
  ],
  [
    "public first, private next",
    false,
    (inside) => (kind, nth) => [nth % 2 ? publicAddresses[kind] : inside],
  ],
  [
    "private first, public next",
    false,
    (inside) => (kind, nth) => [nth % 2 ? inside : publicAddresses[kind]],
  ],
  [
    "public first, both next",
    false,
    (inside) => (kind, nth) => (nth === 1 ? [publicAddresses[kind]] : [publicAddresses[kind], inside]),
  ],
];
const zone = new Map<string, Answers>([
  ["media.ringba.com", (kind) => [publicAddresses[kind]]],
  ["bucket.s3.us-east-1.amazonaws.com", (kind) => [publicAddresses[kind]]],
]);
const names = await nameServer(53, (name) => zone.get(name));

/** Asks for hosts that are allowed and whose addresses are not: twice directly, behind one redirect and behind five. */
async function tryNames(source: RecordingSource, label: string, wanted: (steady: boolean) => boolean) {
  const outcomes: Record<string, number> = {};
  const links = scenarios.flatMap(([, steady, answers], index) =>
    privateAddresses.flatMap((inside, number) => {
      const host = `${label}-${index}-${number}.s3.amazonaws.com`;
      zone.set(host, answers(inside));
      return wanted(steady) ? [`https://${host}/recording`] : [];
    }),
  );
  own.serve(links);
  for (const [index, link] of links.entries()) {
    for (const from of [link, link, `${own.origins[0]}/1/${index}`, `${own.origins[1]}/5/${index}`]) {
      const outcome = await outcomeOf(source, from);
      const word = outcome === "refused" || outcome === "read" ? outcome : "not fetched";
      outcomes[word] = (outcomes[word] ?? 0) + 1;
    }
  }
  return { names: links.length, outcomes };
}

const own = await ownHosts();
const env = parseEnvironment({ RINGBA_BASE_URL: own.origins[0], RECORDING_ORIGINS: own.origins[1] });
const http = openRecordings(env, {});
const edge = createRecordingEdge({ allowedOrigins: own.origins, timeoutMs: 5000, transferMs: 10_000 });

/** What is listening is reached by whoever is not held back, and by the guard where it may. */
async function control() {
  for (const url of ["http://169.254.169.254/", "http://10.0.0.5:8080/", "http://[fd00:ec2::254]/"])
    await fetch(url).catch(() => undefined);
  const unguarded = seen.splice(0);
  for (const host of ["media.ringba.com", "bucket.s3.us-east-1.amazonaws.com"])
    await outcomeOf(http, `https://${host}/recording`);
  await outcomeOf(edge, "https://media.ringba.com/recording");
  const guarded = seen.splice(0);
  const ownRead = await outcomeOf(http, `${own.origins[1]}/5/99999`);
  return { unguarded, guarded, ownRead };
}

const controls = await control();
const links = hostileLinks(hostilePort, own.ports[0]);
names.asked.length = 0;
const overHttp = await tryLinks(http, own, links);
const overEdge = await tryLinks(edge, own, links);
const namesAskedForLinks = [...names.asked];
const connectionsOfLinks = seen.splice(0);
const httpNames = await tryNames(http, "http", () => true);
const edgeNames = await tryNames(edge, "edge", (steady) => steady);
const report = {
  controls,
  links: links.length,
  overHttp,
  overEdge,
  namesAskedForLinks,
  connectionsOfLinks,
  httpNames,
  edgeNames,
  forbidden: forbiddenSeen(),
  allowedConnections: seen.length - forbiddenSeen().length,
  strays: own.strays,
  credentials: own.credentials,
};
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit());
