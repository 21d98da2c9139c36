/** Networks that no recording is served from, as they are written: address, and the bits that count. */
const blocked4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // Azure answers machines here about themselves.
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;

/**
 * Only 2000::/3 is public. All else is refused: ::1, IPv4 inside (::/96, ::ffff:0:0/96), NAT64 (64:ff9b::/96 and
 * 64:ff9b:1::/48), unique local, link-local, multicast.
 */
const public6 = ["2000::", 3] as const;
const blocked6 = [
  // Teredo, ORCHID, benchmarking and the other protocols of 2001::/23.
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

/** true for an address that is not on the public internet, and for anything that is no address at all. */
export function isPrivateAddress(address: string | undefined): boolean {
  const bare = (address ?? "").replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const four = bytesOf4(bare);
  if (four !== null) return blocked4.some(([network, bits]) => within(four, bytesOf4(network), bits));
  const six = bytesOf6(bare);
  if (six === null || !within(six, bytesOf6(public6[0]), public6[1])) return true;
  // ISATAP carries an IPv4 address behind 0:5efe or 200:5efe, whatever the prefix.
  if ((six[8] === 0 || six[8] === 2) && six[9] === 0 && six[10] === 0x5e && six[11] === 0xfe) return true;
  return blocked6.some(([network, bits]) => within(six, bytesOf6(network), bits));
}

function within(bytes: readonly number[], network: readonly number[] | null, bits: number): boolean {
  return (
    network !== null &&
    bytes.every((byte, index) => {
      const counting = Math.min(Math.max(bits - index * 8, 0), 8);
      return byte >> (8 - counting) === (network[index] ?? 0) >> (8 - counting);
    })
  );
}

/** Four decimal numbers without leading zeros, which some read as octal. */
function bytesOf4(text: string): number[] | null {
  if (!/^(?:(?:0|[1-9]\d{0,2})(?:\.|$)){4}$/.test(text) || text.endsWith(".")) return null;
  const bytes = text.split(".").map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

function bytesOf6(text: string): number[] | null {
  const dotted = /(?<=:)[\d.]+\.[\d.]+$/.exec(text)?.[0];
  const four = dotted === undefined ? [] : bytesOf4(dotted);
  if (four === null) return null;
  const groups = dotted === undefined ? text : text.slice(0, -dotted.length);
  const [head, tail, ...more] = groups.split("::");
  if (head === undefined || more.length > 0) return null;
  const before = bytesOfGroups(head, tail === undefined && four.length > 0);
  const after = bytesOfGroups(tail ?? "", four.length > 0);
  if (before === null || after === null) return null;
  const missing = 16 - before.length - after.length - four.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return null;
  return [...before, ...new Array<number>(missing).fill(0), ...after, ...four];
}

/** `open`: an IPv4 address follows, so the last group ends in a colon. */
function bytesOfGroups(text: string, open: boolean): number[] | null {
  const groups = open ? text.replace(/:$/, "") : text;
  if (groups === "") return [];
  const numbers = groups
    .split(":")
    .map((group) => (/^[\da-f]{1,4}$/i.test(group) ? parseInt(group, 16) : -1));
  return numbers.includes(-1) ? null : numbers.flatMap((number) => [number >> 8, number & 255]);
}
