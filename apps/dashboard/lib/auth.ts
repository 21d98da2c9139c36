import "server-only";
import { type Auth, createAuth } from "@callscript/adapters/auth/create-auth.ts";
import { dashboardEnv } from "./env.ts";

let opened: Auth | undefined;

export function auth(): Auth {
  opened ??= createAuth({
    databaseUrl: dashboardEnv().DATABASE_URL,
    secret: dashboardEnv().CALLSCRIPT_AUTH_SECRET,
    baseUrl: dashboardEnv().CALLSCRIPT_PUBLIC_URL,
    addressHeader: dashboardEnv().CALLSCRIPT_ADDRESS_HEADER ?? null,
  }).auth;
  return opened;
}
