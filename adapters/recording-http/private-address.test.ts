import { BlockList } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isPrivateAddress } from "./private-address.ts";

test.each([
  ["8.8.8.8", false],
  ["52.216.1.1", false],
  ["2600:1f18::1", false],
  ["2600:1f18::8.8.8.8", false],
  ["172.32.0.1", false],
  ["172.31.255.255", true],
  ["100.64.0.1", true],
  ["198.19.0.1", true],
  ["168.63.129.16", true],
  ["fe80::1%eth0", true],
  ["fd12::1", true],
  ["64:ff9b::808:808", true],
  ["64:ff9b:1::808:808", true],
  ["::ffff:8.8.8.8", true],
  ["2600::5efe:7f00:1", true],
  ["127.1", true],
  ["010.8.8.8", true],
  ["8.8.8.8.", true],
  ["256.8.8.8", true],
  ["2600:::1", true],
  ["2600::1::2", true],
  ["2600:1:2:3:4:5:6", true],
  ["localhost", true],
  ["", true],
  [undefined, true],
])("%s is private: %s", (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected);
});

/** Node's own idea of the same networks. */
const oracle = new BlockList();
for (const network of [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16"],
  ...["172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"],
  ...["198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
]) {
  const [address = "", bits] = network.split("/");
  oracle.addSubnet(address, Number(bits), "ipv4");
}
const oracle6 = new BlockList();
for (const [address, bits] of [
  // All but 2000::/3, and what is special within it.
  ...(["::", "4000::", "6000::", "8000::", "a000::", "c000::", "e000::"] as const).map(
    (net) => [net, 3] as const,
  ),
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  oracle6.addSubnet(address, bits, "ipv6");

test("any IPv4 address is judged as Node judges the same networks", () => {
  const nearBorders = fc.constantFrom(
    9,
    10,
    11,
    100,
    126,
    127,
    128,
    168,
    169,
    172,
    192,
    198,
    203,
    223,
    224,
    255,
  );
  const address = fc.tuple(fc.oneof(fc.nat(255), nearBorders), fc.nat(255), fc.nat(255), fc.nat(255));
  fc.assert(
    fc.property(address, (bytes) => {
      expect(isPrivateAddress(bytes.join("."))).toBe(oracle.check(bytes.join("."), "ipv4"));
    }),
    { numRuns: 5000 },
  );
});

test("any IPv6 address, in whatever form, likewise", () => {
  const group = fc.oneof(
    fc.nat(0xffff),
    fc.constantFrom(0, 0x2001, 0x2002, 0x2600, 0xdb8, 0xffff, 0x64, 0xff9b),
  );
  fc.assert(
    fc.property(fc.tuple(...Array.from({ length: 8 }, () => group)), fc.boolean(), (groups, short) => {
      const isatap = (groups[4] === 0 || groups[4] === 0x200) && groups[5] === 0x5efe;
      const full = groups.map((one) => one.toString(16)).join(":");
      const written = short ? new URL(`http://[${full}]/`).hostname : full;
      expect(isPrivateAddress(written)).toBe(isatap || oracle6.check(full, "ipv6"));
    }),
    { numRuns: 5000 },
  );
});

test("no text is taken for an address that is none", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123456789abcdef:.%[] ") }), (text) => {
      const bare = text.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
      const known = URL.canParse(`http://[${bare}]/`) || /^\d+(\.\d+){3}$/.test(bare);
      if (!known) expect(isPrivateAddress(text)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});
