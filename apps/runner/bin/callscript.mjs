#!/usr/bin/env node
// `npx callscript` from the repository's root: bundles the sources when they changed, then runs them.
import { ensureBundled } from "../../../scripts/setup/bundle.mjs";

await ensureBundled();
await import("../../../dist/callscript.mjs");
