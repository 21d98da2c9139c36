import type { Environment } from "./environment.ts";

/** Where people reach the dashboard: CALLSCRIPT_PUBLIC_URL, else the local address. No slash at the end. */
export function publicUrl(env: Environment): string {
  if (env.CALLSCRIPT_PUBLIC_URL) return env.CALLSCRIPT_PUBLIC_URL.replace(/\/$/, "");
  const host = ["0.0.0.0", "::", "127.0.0.1", "::1"].includes(env.HOST) ? "localhost" : inUrl(env.HOST);
  return `http://${host}:${env.PORT}`;
}

/** Where this machine reaches what listens on HOST. */
export function localUrl(env: Environment): string {
  const host = env.HOST === "0.0.0.0" || env.HOST === "::" ? "localhost" : inUrl(env.HOST);
  return `http://${host}:${env.PORT}`;
}

function inUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
