import { existsSync } from "node:fs";
import path from "node:path";
import { makeStandInModels } from "@callscript/demo/voice-code/make-models.ts";
import type { PortOverrides } from "../compose/lane-ports.ts";
import type { Home } from "../config/home.ts";
import { demoProvider } from "./demo-provider.ts";

/**
 * The demo's provider and speech models. Real models on disk read the same recordings; without them a voice code
 * in the recordings is read by stand-ins, and every page says so.
 */
export async function demoPorts(home: Home): Promise<PortOverrides> {
  const provider = demoProvider(home);
  const ringba = {
    baseUrl: `http://127.0.0.1:${provider.port}`,
    accountId: provider.accountId,
    apiToken: provider.apiToken,
  };
  const base = { ringba, recordingOrigins: [ringba.baseUrl] };
  if (existsSync(path.join(home.models, "tokens.txt"))) return base;
  const modelFolder = path.join(home.data, "stand-in-models");
  await makeStandInModels(modelFolder);
  return { ...base, modelFolder };
}
