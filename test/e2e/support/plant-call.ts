import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { wavFile } from "../../support/wav.ts";

export interface PlantedTurn {
  speaker: string;
  start: number;
  end: number;
  text: string;
}

export interface PlantedCall {
  recordings: string;
  seconds: number;
  channels: 1 | 2;
  turns: readonly PlantedTurn[];
  flags: readonly Record<string, unknown>[];
  /** Whether the engine told when each word was said. */
  hasWords: boolean;
  /** When it began; the newest stands first in the inbox. */
  startedSecondsAgo: number;
}

type Sql = (text: string, ...params: unknown[]) => Promise<Record<string, unknown>[]>;

const rate = 8000;

/** A call in the inbox, newest of all, with a recording that sounds while somebody speaks: an agent left, a caller right. */
export async function plantCall(sql: Sql, call: PlantedCall): Promise<string> {
  const { seconds, channels, turns } = call;
  const [made] = await sql(
    `select gen_random_uuid() as id, 'planted-' || (select count(*) from core.calls where ringba_call_id like 'planted-%') as name`,
  );
  const [id, name] = [String(made?.["id"]), String(made?.["name"])];
  const file = wavFile(soundOf(call), { channels, rate, bits: 8 });
  const storagePath = `recordings/${name}.wav`;
  mkdirSync(path.join(call.recordings, "recordings"), { recursive: true });
  writeFileSync(path.join(call.recordings, storagePath), file);
  await sql(
    `insert into core.calls (id, ringba_call_id, campaign_id, start_time_utc, ended_at_utc, caller_number, duration_seconds, revenue, publisher, buyer,
      status, storage_path, recording_type, recording_bytes, recording_sha256, recording_seconds, recording_channels, transcript_segments, transcript_text,
      qa_flags, qa_version, judge_model, speech_model, severity)
    select $1, $2, (select id from core.campaigns order by name limit 1), now() - make_interval(secs => $4), now() - interval '300 seconds', '+13125550142', $3::int,
      61, 'Brightline Media', 'Crestview Health', 'flagged', $5, 'audio/wav', $6, $7, $3, $8, $9, 'x', $10, 'Medicare@4', 'openai/gpt-4o-mini', 'parakeet', 4`,
    id,
    name,
    seconds,
    call.startedSecondsAgo,
    storagePath,
    file.byteLength,
    createHash("sha256").update(file).digest("hex"),
    channels,
    JSON.stringify(turns),
    JSON.stringify(call.flags),
  );
  await sql(
    `insert into core.judgements (call_id, judged_at_utc, finding, flags, qa_version, judge_model, asked, not_applicable, cost_usd)
    values ($1, now() - interval '50 seconds', 'flagged', $2, 'Medicare@4', 'openai/gpt-4o-mini',
      '{cash_card,says_medicare,dead_air,rude}', '{tcpa_no_consent}', 0.00052)`,
    id,
    JSON.stringify(call.flags),
  );
  await sql(
    `insert into core.call_events (call_id, at_utc, kind, from_status, to_status, lane, actor, attempt, milliseconds, cost_usd, detail) values
      ($1, now() - interval '298 seconds', 'created', null, 'pending', 'ingest', 'ingest-1', null, null, null, null),
      ($1, now() - interval '285 seconds', 'finished', 'pending', 'downloaded', 'vault', 'vault-1', 1, 3000, null, null),
      ($1, now() - interval '186 seconds', 'finished', 'processing', 'transcribed', 'factory', 'factory-1', 1, 41000, 0.00008, '{"priced": true}'),
      ($1, now() - interval '50 seconds', 'finished', 'transcribed', 'flagged', 'judge', 'judge-1', 1, 2000, 0.00052, null)`,
    id,
  );
  await sql(
    "insert into core.call_peaks (call_id, peaks) values ($1, $2)",
    id,
    JSON.stringify({ seconds, channels: peaksOf(call) }),
  );
  if (call.hasWords)
    await sql(
      "insert into core.call_words (call_id, words) values ($1, $2)",
      id,
      JSON.stringify(turns.flatMap(wordsOf)),
    );
  return id;
}

function wordsOf({ speaker, start, end, text }: PlantedTurn) {
  const words = text.split(" ");
  const each = (end - start) / words.length;
  return words.map((word, at) => ({
    word,
    start: start + at * each,
    end: start + (at + 1) * each,
    confidence: null,
    speaker,
  }));
}

function channelOf({ channels }: PlantedCall, speaker: string): number {
  return channels === 2 && speaker === "caller" ? 1 : 0;
}

/** Eight bits a sample: 128 is silence, a square wave is somebody. */
function soundOf(call: PlantedCall): Uint8Array {
  const { channels, seconds, turns } = call;
  const samples = new Uint8Array(seconds * rate * channels).fill(128);
  for (const { speaker, start, end } of turns) {
    const channel = channelOf(call, speaker);
    for (let frame = Math.floor(start * rate); frame < end * rate; frame += 1)
      samples[frame * channels + channel] = frame % 40 < 20 ? 148 : 108;
  }
  return samples;
}

function peaksOf(call: PlantedCall): number[][] {
  const buckets = Math.floor(1800 / call.channels);
  return Array.from({ length: call.channels }, (_, channel) =>
    Array.from({ length: buckets }, (_, bucket) => {
      const at = (bucket / buckets) * call.seconds;
      const isSpoken = call.turns.some(
        (turn) => channelOf(call, turn.speaker) === channel && turn.start <= at && turn.end >= at,
      );
      const loud = isSpoken ? 40 + ((bucket * 37) % 80) : 1;
      return [-loud, loud];
    }).flat(),
  );
}
