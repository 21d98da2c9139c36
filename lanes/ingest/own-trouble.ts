import { failureOf } from "@callscript/core/failure.ts";
import { askPage, type Reader, type ReadPorts } from "./ask-page.ts";
import { asUtc, type Slice, secondMs, wholeSecond } from "./slice.ts";

const probedMs = 60 * 60_000;

/**
 * Whether a stretch fails by itself while the provider answers: for one second of the last hour, taken by chance. A
 * refused account and the like are not a stretch's.
 * @throws what the database throws.
 */
export async function isOwnTrouble(
  ports: ReadPorts,
  reader: Reader,
  slice: Slice,
  error: unknown,
): Promise<boolean> {
  const { kind, reason } = failureOf(error);
  if (kind !== "transient" || reader.signal.aborted) return false;
  const toMs = wholeSecond(ports.clock.now().getTime() - Math.random() * probedMs);
  const asked = await askPage(ports, reader, { fromMs: toMs - secondMs, toMs }, 0);
  if (asked.kind !== "page") return false;
  ports.log.warn("stretch not read", { ...asUtc(slice), reason });
  return true;
}
