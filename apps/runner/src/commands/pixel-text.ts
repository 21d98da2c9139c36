import { pixelBody } from "@callscript/core/desk/pixel-body.ts";
import type { Installation } from "../compose/open-installation.ts";
import { runningInstance } from "../config/running-instance.ts";

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
  Body    ${pixelBody}

${reach} port ${apiPort}. More: docs/pixel.md.`;
}
