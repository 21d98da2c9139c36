import type { Log } from "@callscript/core/ports.ts";
import { destination, type Logger, pino } from "pino";

/** JSON lines to a file (or stderr). What could hold a secret or a person is redacted, whatever a caller passes. */
export function openLog(file: string | null): { log: Log; close(): void } {
  const sink =
    file === null
      ? destination({ dest: 2, sync: true })
      : destination({ dest: file, append: true, mkdir: true, sync: true, mode: 0o600 });
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
  return { log: asPort(logger), close: () => sink.flushSync() };
}

function asPort(logger: Logger): Log {
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}
