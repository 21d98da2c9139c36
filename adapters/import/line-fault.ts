import { failureOf, PortError } from "@callscript/core/failure.ts";

/**
 * What kept one line from being imported, for the report: the others go on.
 * @throws the error where it is not the line's: a database or a disk that fails, a stop.
 */
export function lineFault(error: unknown): { reason: string } {
  if (error instanceof PortError || (error instanceof DOMException && error.name === "AbortError"))
    throw error;
  return { reason: failureOf(error).reason };
}
