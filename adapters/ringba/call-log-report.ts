import { transient } from "@callscript/core/failure.ts";
import { z } from "zod";

/** No account has more; a larger one is no count. */
export const mostCalls = 2 ** 31 - 1;

const Count = z
  .union([z.int().nonnegative(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().max(mostCalls))
  .optional()
  .catch(undefined);

/** The answer of `calllogs`, `calllogs/detail` and `insights`. `claimedTotal` is null where no count can be read. */
export const CallLogReport = z
  .object({
    report: z.looseObject({
      records: z.array(z.unknown()),
      totalCount: Count,
      total: Count,
      partialResult: z.unknown().optional(),
    }),
  })
  .transform(({ report: { records, totalCount, total, partialResult } }) => ({
    records,
    claimedTotal: totalCount ?? total ?? null,
    partialResult,
  }));

/** @throws a transient PortError where the answer has no records. */
export function readReport(answer: unknown): z.infer<typeof CallLogReport> {
  const parsed = CallLogReport.safeParse(answer);
  if (!parsed.success) throw transient("Ringba's answer has no report with records");
  return parsed.data;
}
