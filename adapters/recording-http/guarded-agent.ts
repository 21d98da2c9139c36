import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { PrivateAddressError } from "./network-failure.ts";
import { isPrivateAddress } from "./private-address.ts";

/**
 * An undici agent that connects to public addresses only: a literal address is checked before the connection (no
 * lookup is made for one: measured, 9 of 9 spellings of loopback passed a lookup hook), every address of a name when
 * it is looked up, and the address really connected to before the request is sent.
 */
export function createGuardedAgent({
  connectTimeoutMs,
  connections,
  lookup = systemLookup,
}: {
  connectTimeoutMs: number;
  /** The most to one host. */
  connections: number;
  lookup?: LookupFunction;
}): Agent {
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup: guarded(lookup) });
  return new Agent({
    connections,
    connect(options, done) {
      const host = options.hostname.replace(/^\[|\]$/g, "");
      if (isIP(host) !== 0 && isPrivateAddress(host)) return done(new PrivateAddressError(), null);
      connect(options, (...result) => {
        const [error, socket] = result;
        if (error === null && socket.remoteAddress === undefined) {
          socket.destroy();
          return done(new Error("the connection was reset"), null);
        }
        if (error === null && isPrivateAddress(socket.remoteAddress)) {
          socket.destroy();
          return done(new PrivateAddressError(), null);
        }
        done(...result);
      });
    },
  });
}

/** One private address among a name's addresses refuses the name: which of them would be taken is left to chance. */
function guarded(lookup: LookupFunction): LookupFunction {
  return (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address))) {
        return done(new PrivateAddressError(), []);
      }
      if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
}
