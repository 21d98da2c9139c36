import { type Installation, openInstallation } from "../compose/open-installation.ts";
import { modeOfCommand } from "../config/installation-mode.ts";

export interface ModeOption {
  demo?: boolean;
}

/** Opens the installation a command speaks to, hands it over and closes it whatever happens. */
export async function withInstallation<T>(
  options: ModeOption,
  work: (installation: Installation) => Promise<T>,
  { migrates = false } = {},
): Promise<T> {
  const mode = modeOfCommand(process.env, options.demo);
  const installation = await openInstallation({
    mode,
    raw: process.env,
    poolSize: 4,
    logTo: "file",
    migrates,
  });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}
