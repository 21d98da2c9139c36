import process from "node:process";
import { createRecordingEdge } from "@callscript/adapters/recording-edge/recording-edge.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { createS3Store } from "@callscript/adapters/store-s3/s3-store.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { vaultLane } from "@callscript/lanes/vault/vault.lane.ts";
import { ringbaAccount } from "../_shared/ringba-account.ts";
import { log, serveLane, setting } from "../_shared/serve-lane.ts";

/**
 * A call is claimed within 30 s, and by then has at most 8 s for its link, 10 s for a fresh one, 8 s for that and 40 s
 * for its bytes: under the 100 s of the whole. A recording that is too slow so fails by its own fault and stands back;
 * one that the end of the function broke off would be the first again, for ever.
 */
const claimsMs = 30_000;
const linkMs = 8_000;
const detailMs = 10_000;
const transferMs = 40_000;

export default serveLane((db, signal) => {
  const list = (name: string) =>
    process.env[name]
      ?.split(",")
      .map((one) => one.trim())
      .filter(Boolean);
  const hosts = list("RECORDING_HOSTS");
  return vaultLane(
    {
      db,
      store: createS3Store({
        endpoint: setting("S3_ENDPOINT"),
        region: setting("S3_REGION"),
        bucket: setting("S3_BUCKET"),
        accessKeyId: setting("S3_ACCESS_KEY_ID"),
        secretAccessKey: setting("S3_SECRET_ACCESS_KEY"),
        timeoutMs: detailMs,
        spool: "/tmp/callscript-spool",
      }),
      recordings: createRecordingEdge({
        allowedOrigins: list("RECORDING_ORIGINS") ?? [],
        timeoutMs: linkMs,
        transferMs,
        ...(hosts ? { hosts } : {}),
      }),
      probe: null,
      source: createRingbaSource({ ...ringbaAccount(), timeoutMs: detailMs }),
      clock: { now: () => new Date() },
      log,
    },
    { worker: workerName("vault"), batch: 16, concurrency: 4, budgetMs: claimsMs, signal },
  );
});
