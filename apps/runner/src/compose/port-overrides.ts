import { demoPorts } from "../demo/demo-ports.ts";
import type { PortOverrides } from "./lane-ports.ts";
import type { Installation } from "./open-installation.ts";

/** What the demo puts in the place of a real provider and a real speech model; nothing for a live installation. */
export async function portOverrides(installation: Installation): Promise<PortOverrides> {
  return installation.mode === "demo" ? demoPorts(installation.home) : {};
}
