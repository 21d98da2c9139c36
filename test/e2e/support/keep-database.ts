import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { stayConnected } from "@callscript/adapters/postgres/stay-connected.ts";
import type { Place } from "./run-callscript.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Keeps a home's database running between commands, each of which else starts and stops it; answers what lets it go. */
export async function keepDatabase(place: Place): Promise<() => Promise<void>> {
  const cluster = await startEmbedded({ home: place.home, log });
  const presence = await stayConnected({ url: cluster.url, log });
  return async () => {
    await presence.close();
    await cluster.stop();
  };
}
