import type { Log } from "@callscript/core/ports.ts";
import { destination, type Logger, pino } from "pino";

const keptBytes = 2 ** 20;

/** JSON lines to a file (or stderr), each written at once. What could hold a secret or a person is redacted, whatever a caller passes. */
export function openLog(file: string | null): Log {
  const sink =
    file === null
      ? destination({ dest: 2, sync: true })
      : destination({ dest: file, append: true, mkdir: true, sync: true, mode: 0o600, maxLength: keptBytes });
  let saidAtMs = 0;
  // A full disk must not end the lanes: what cannot be written waits in memory, the oldest up to a limit.
  sink.on("error", (error: Error) => {
    if (Date.now() - saidAtMs < 60_000) return;
    saidAtMs = Date.now();
    process.stderr.write(`The log cannot be written (${error.message}). CallScript goes on.\n`);
  });
  const logger = pino(
    {
      base: { pid: process.pid },
      timestamp: () => `,"time_utc":"${new Date().toISOString()}"`,
      redact: [
        "token",
        "password",
        "url",
        "audio_url",
        "caller_number",
        "transcript",
        "*.token",
        "*.password",
        "*.url",
      ],
    },
    sink,
  );
  return asPort(logger);
}

function asPort(logger: Logger): Log {
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}
