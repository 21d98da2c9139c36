import type { Environment } from "./environment.ts";

/** Where people reach the dashboard: CALLSCRIPT_PUBLIC_URL, else the local address. No slash at the end. */
export function publicUrl(env: Environment): string {
  if (env.CALLSCRIPT_PUBLIC_URL) return env.CALLSCRIPT_PUBLIC_URL.replace(/\/$/, "");
  const host =
    env.HOST === "0.0.0.0" || env.HOST === "::" || env.HOST === "127.0.0.1" ? "localhost" : env.HOST;
  return `http://${host}:${env.PORT}`;
}
