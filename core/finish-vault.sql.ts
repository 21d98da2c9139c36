import { z } from "zod";
import type { Peaks, RecordingFacts, StoredRecording } from "./ports.ts";
import { type Db, query } from "./query.ts";

const finish = query<
  [
    call: string,
    worker: string,
    attempt: number,
    storagePath: string,
    sha256: string,
    bytes: number,
    contentType: string,
    facts: string | null,
    peaks: string | null,
  ]
>()(
  "finish_vault",
  z.object({ written: z.boolean() }),
  "select core.finish_vault($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb) as written",
);

/** The call's recording is in the vault: `downloaded`. false: the lease was lost, nothing was written. */
export async function finishVault(
  db: Db,
  held: { call: string; worker: string; attempt: number },
  { stored, measured }: { stored: StoredRecording; measured: { facts: RecordingFacts; peaks: Peaks } | null },
): Promise<boolean> {
  const [finished] = await finish.run(
    db,
    held.call,
    held.worker,
    held.attempt,
    stored.path,
    stored.sha256,
    stored.bytes,
    stored.contentType,
    measured && JSON.stringify(measured.facts),
    measured && JSON.stringify(measured.peaks),
  );
  return finished?.written === true;
}
