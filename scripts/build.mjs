// `npm run build`: the runner's bundle and the dashboard, each only when its sources changed.
import { ensureInstalled } from "./setup/install.mjs";

ensureInstalled();
const { ensureBundled } = await import("./setup/bundle.mjs");
const { ensureDashboardBuilt } = await import("./setup/dashboard.mjs");
await ensureBundled();
ensureDashboardBuilt();
