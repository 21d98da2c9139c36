import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Home } from "../config/home.ts";

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

/** What the fake Ringba of this home is: kept, so that a restarted demo lists the same calls. */
export function demoProvider(home: Home): DemoProvider {
  return Provider.parse(JSON.parse(readFileSync(fileOf(home), "utf8")));
}

/** Keeps what a started provider is reached by. */
export function keepDemoProvider(home: Home, provider: DemoProvider): void {
  const file = fileOf(home);
  writeFileSync(`${file}.new`, JSON.stringify(Provider.parse(provider)), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
