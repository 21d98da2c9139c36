import type { Installation } from "../compose/open-installation.ts";
import { runningInstance } from "../config/running-instance.ts";

/** Ringba puts the facts in the place of the tokens; of the two for the recording an account knows one. */
const body = `{"inbound_call_id":"[Call:InboundCallId]","recording_url":"[tag:Recording:RecordingUrl]","call_recording_url":"[Call:RecordingUrl]"}`;

/** The pixel as it is pasted into Ringba, with the key that is shown this once. */
export function pixelText(
  { env, home }: Pick<Installation, "env" | "home">,
  { key, name }: { key: string; name: string },
): string {
  const apiPort = runningInstance(home.root)?.apiPort ?? env.CALLSCRIPT_API_PORT;
  const base = env.CALLSCRIPT_PUBLIC_URL?.replace(/\/$/, "");
  const reach =
    base === undefined
      ? "Ringba cannot reach this address: set CALLSCRIPT_PUBLIC_URL to yours, and pass /hooks/ringba there on to"
      : "Your proxy must pass /hooks/ringba on to";
  return `The key "${name}" is shown this once. In Ringba, make a pixel that fires on Recording:

  URL     ${base ?? `http://localhost:${apiPort}`}/hooks/ringba
  Method  POST
  Header  X-CallScript-Key: ${key}
  Header  Content-Type: application/json
  Body    ${body}

${reach} port ${apiPort}. More: docs/pixel.md.`;
}
