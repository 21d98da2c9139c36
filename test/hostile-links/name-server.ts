import { createSocket } from "node:dgram";
import { isIPv4 } from "node:net";

/** What a name has at the nth question (from 1) for its addresses of one kind. */
export type Answers = (kind: "A" | "AAAA", nth: number) => readonly string[];

export interface NameServer {
  /** Every name asked for, in order. */
  asked: string[];
  close(): void;
}

/** A name server over UDP that changes its mind: answers with a time to live of 0. */
export async function nameServer(
  port: number,
  answersOf: (name: string) => Answers | undefined,
): Promise<NameServer> {
  const asked: string[] = [];
  const times = new Map<string, number>();
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString("latin1", at + 1, at + 1 + length));
      at += 1 + length;
    }
    const type = query.readUInt16BE(at + 1);
    const question = query.subarray(12, at + 5);
    const name = labels.join(".").toLowerCase();
    const kind = type === 1 ? "A" : type === 28 ? "AAAA" : null;
    asked.push(name);
    const nth = (times.get(`${name} ${type}`) ?? 0) + 1;
    times.set(`${name} ${type}`, nth);
    const known = answersOf(name);
    const records =
      kind === null ? [] : (known?.(kind, nth) ?? []).filter((one) => isIPv4(one) === (kind === "A"));
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(known === undefined ? 0x8183 : 0x8180, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    socket.send(Buffer.concat([header, question, ...records.map(record)]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(port, "127.0.0.1", resolve));
  return { asked, close: () => socket.close() };
}

function record(address: string): Buffer {
  const bytes = isIPv4(address) ? address.split(".").map(Number) : bytes6(address);
  const head = Buffer.from([0xc0, 0x0c, 0, bytes.length === 4 ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, bytes.length]);
  return Buffer.concat([head, Buffer.from(bytes)]);
}

function bytes6(address: string): number[] {
  const short = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = "", tail = ""] = short.split("::");
  const [before, after] = [head, tail].map((part) => part.split(":").filter(Boolean));
  const filled = [
    ...(before ?? []),
    ...Array(8 - (before?.length ?? 0) - (after?.length ?? 0)).fill("0"),
    ...(after ?? []),
  ];
  return filled.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
}
