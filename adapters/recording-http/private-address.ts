import { BlockList, isIPv4, isIPv6 } from "node:net";

// Two lists: a BlockList that holds ::ffff:0:0/96 would refuse every IPv4 address.
const blocked4 = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
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
] as const) {
  blocked4.addSubnet(network, bits, "ipv4");
}
const blocked6 = new BlockList();
// Besides private and link-local nets: every form that carries an IPv4 address inside an IPv6 one.
for (const [network, bits] of [
  ["::", 96],
  ["::ffff:0:0", 96],
  ["::ffff:0:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 32],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const) {
  blocked6.addSubnet(network, bits, "ipv6");
}

/** true for an address that is not on the public internet, and for anything that is no address at all. */
export function isPrivateAddress(address: string | undefined): boolean {
  const bare = (address ?? "").replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (isIPv4(bare)) return blocked4.check(bare, "ipv4");
  return !isIPv6(bare) || blocked6.check(bare, "ipv6");
}
