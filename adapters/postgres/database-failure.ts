import { type PortError, transient } from "@callscript/core/failure.ts";

const outOfReach = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
]);
const outOfReachMessage =
  /Connection terminated|timeout exceeded when trying to connect|^timeout expired$|Query read timeout|Client has encountered a connection error|Cannot use a pool after/;

/** SQLSTATEs that pass by themselves: connection class, server stopping or starting, full of connections or disk. */
function passes(sqlState: string): boolean {
  return (
    sqlState.startsWith("08") ||
    ["57P01", "57P02", "57P03", "53300", "53100", "53200", "40001", "40P01", "55P03", "57014"].includes(
      sqlState,
    )
  );
}

/** The failure to throw for a driver's error: transient when the database is gone, full or restarting, else itself. */
export function databaseFailure(error: unknown): PortError | unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (outOfReach.has(code) || outOfReachMessage.test(error.message)) {
    return transient(`the database is out of reach (${code || error.message})`, undefined, error);
  }
  if (passes(code))
    return transient(`the database is not ready (${code}: ${error.message})`, undefined, error);
  return error;
}
