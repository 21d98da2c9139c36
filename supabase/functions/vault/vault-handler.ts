import process from "node:process";
import { createRecordingEdge } from "@callscript/adapters/recording-edge/recording-edge.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { createS3Store } from "@callscript/adapters/store-s3/s3-store.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { vaultLane } from "@callscript/lanes/vault/vault.lane.ts";
import { ringbaAccount } from "../_shared/ringba-account.ts";
import { log, serveLane, setting } from "../_shared/serve-lane.ts";

/**
 * A call is claimed within `claimsMs`, and then has `linkMs` for its link, `detailMs` for a fresh one, `linkMs` for that
 * and `transferMs` for its bytes. All of it together is less than the function's own time: a recording that is too slow
 * fails by its own fault and stands back, where one that the function's end broke off would be the first again, for ever.
 */
export const vaultTimes = { claimsMs: 30_000, linkMs: 8_000, detailMs: 10_000, transferMs: 40_000 };

/** Lane 2 for the edge, with a bucket and without a probe. */
export function vaultHandler({ claimsMs, linkMs, detailMs, transferMs } = vaultTimes) {
  return serveLane((db, signal) => {
    const hosts = listed("RECORDING_HOSTS");
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
          allowedOrigins: listed("RECORDING_ORIGINS"),
          timeoutMs: linkMs,
          transferMs,
          ...(hosts.length > 0 ? { hosts } : {}),
        }),
        probe: null,
        source: createRingbaSource({ ...ringbaAccount(), timeoutMs: detailMs }),
        clock: { now: () => new Date() },
        log,
      },
      { worker: workerName("vault"), batch: 16, concurrency: 4, budgetMs: claimsMs, signal },
    );
  });
}

function listed(name: string): string[] {
  const given = process.env[name] ?? "";
  return given
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
}
