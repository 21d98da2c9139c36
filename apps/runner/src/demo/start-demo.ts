import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { createAuth } from "@callscript/adapters/auth/create-auth.ts";
import { setDemoAdmin } from "@callscript/adapters/auth/set-demo-admin.ts";
import { startFakeRingba } from "@callscript/demo/ringba/fake-ringba.ts";
import type { Installation } from "../compose/open-installation.ts";
import { keptSecret } from "../config/home.ts";
import { publicUrl } from "../config/public-url.ts";
import { demoProvider, keepDemoProvider } from "./demo-provider.ts";

const email = "demo@callscript.local";

/** Starts the fake Ringba and gives the demo's admin a new random password, which works nowhere else. */
export async function startDemo(
  installation: Installation,
): Promise<{ email: string; password: string; close(): Promise<void> }> {
  const { home, env } = installation;
  const known = existsSync(path.join(home.data, "provider.json")) ? demoProvider(home) : null;
  const identity = known ?? {
    port: 0,
    accountId: `RA${randomBytes(16).toString("hex")}`,
    apiToken: randomBytes(24).toString("base64url"),
    firstStartedAtUtc: new Date().toISOString(),
  };
  const start = (port: number) =>
    startFakeRingba({
      port,
      accountId: identity.accountId,
      apiToken: identity.apiToken,
      firstStartedAt: new Date(identity.firstStartedAtUtc),
    });
  // The kept port may have been taken meanwhile; ingest then brings the pending calls their new links.
  const provider = await start(identity.port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE") return start(0);
    throw error;
  });
  keepDemoProvider(home, { ...identity, port: provider.port });
  const password = randomBytes(12).toString("base64url");
  const { auth, close } = createAuth({
    databaseUrl: await installation.openWebUrl(),
    secret: keptSecret(home, "dashboard-session"),
    baseUrl: publicUrl(env),
  });
  try {
    await setDemoAdmin(auth, { email, password, name: "Demo admin" });
  } finally {
    await close();
  }
  return { email, password, close: () => provider.close() };
}
