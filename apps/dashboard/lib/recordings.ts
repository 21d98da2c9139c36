import "server-only";
import path from "node:path";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { createS3Store } from "@callscript/adapters/store-s3/s3-store.ts";
import type { AudioStore } from "@callscript/core/ports.ts";
import { dashboardEnv } from "./env.ts";

let opened: AudioStore | undefined;

export function recordings(): AudioStore {
  opened ??= open();
  return opened;
}

function open(): AudioStore {
  const env = dashboardEnv();
  if (env.STORE !== "s3") return createFsStore({ root: env.CALLSCRIPT_RECORDINGS });
  return createS3Store({
    endpoint: env.S3_ENDPOINT ?? "",
    region: env.S3_REGION ?? "us-east-1",
    bucket: env.S3_BUCKET ?? "",
    accessKeyId: env.S3_ACCESS_KEY_ID ?? "",
    secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? "",
    timeoutMs: 60_000,
    spool: path.join(env.CALLSCRIPT_RECORDINGS, "..", "spool"),
  });
}
