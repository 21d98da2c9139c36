import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Home } from "../config/home.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";

const Provider = z.object({
  port: z.int(),
  accountId: z.string(),
  apiToken: z.string(),
  firstStartedAtUtc: z.iso.datetime(),
});
export type DemoProvider = z.infer<typeof Provider>;

function fileOf(home: Home) {
  return path.join(home.data, "provider.json");
}

/**
 * What the fake Ringba of this home is: kept, so that a restarted demo lists the same calls.
 * @throws CommandError where the demo was never started.
 */
export function demoProvider(home: Home): DemoProvider {
  if (!existsSync(fileOf(home)))
    throw new CommandError("The demo was never started on this home: npm start", exitCodes.unavailable);
  return Provider.parse(JSON.parse(readFileSync(fileOf(home), "utf8")));
}

/** Keeps what a started provider is reached by. */
export function keepDemoProvider(home: Home, provider: DemoProvider): void {
  const file = fileOf(home);
  writeFileSync(`${file}.new`, JSON.stringify(Provider.parse(provider)), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
