import process from "node:process";
import { createRecordingEdge } from "@callscript/adapters/recording-edge/recording-edge.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { createS3Store } from "@callscript/adapters/store-s3/s3-store.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { vaultLane } from "@callscript/lanes/vault/vault.lane.ts";
import { budgetMs, log, serveLane, setting } from "../_shared/serve-lane.ts";

export default serveLane((db, signal) => {
  const source = createRingbaSource({
    baseUrl: "https://api.ringba.com",
    accountId: setting("RINGBA_ACCOUNT_ID"),
    apiToken: setting("RINGBA_API_TOKEN"),
    timeoutMs: 30_000,
  });
  const store = createS3Store({
    endpoint: setting("S3_ENDPOINT"),
    region: setting("S3_REGION"),
    bucket: setting("S3_BUCKET"),
    accessKeyId: setting("S3_ACCESS_KEY_ID"),
    secretAccessKey: setting("S3_SECRET_ACCESS_KEY"),
    timeoutMs: 30_000,
    spool: "/tmp/callscript-spool",
  });
  const hosts = process.env["RECORDING_HOSTS"]?.split(",").map((host) => host.trim());
  const recordings = createRecordingEdge({
    timeoutMs: 30_000,
    transferMs: budgetMs,
    ...(hosts ? { hosts } : {}),
  });
  return vaultLane(
    { db, store, recordings, probe: null, source, clock: { now: () => new Date() }, log },
    { worker: workerName("vault"), batch: 16, concurrency: 4, budgetMs: budgetMs / 2, signal },
  );
});
