import process from "node:process";
import { setting } from "./serve-lane.ts";

/** The account that the settings name. @throws when one is missing. */
export function ringbaAccount(): { baseUrl: string; accountId: string; apiToken: string } {
  return {
    baseUrl: process.env["RINGBA_BASE_URL"] || "https://api.ringba.com",
    accountId: setting("RINGBA_ACCOUNT_ID"),
    apiToken: setting("RINGBA_API_TOKEN"),
  };
}
