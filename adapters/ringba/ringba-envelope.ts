import { z } from "zod";
import { booleanOf } from "./boolean-of.ts";

/** Ringba's flags and words come in other types, too: each is read by itself, and what cannot be read says nothing. */
const flag = z.unknown().optional().transform(booleanOf);
const words = z.string().nullable().catch(null).default(null);

const Envelope = z.looseObject({
  isSuccessful: flag,
  isRateLimited: flag,
  exceedingRateLimit: words,
  rateLimitedResource: words,
  message: words,
  rateLimit: z
    .looseObject({ perMinute: z.looseObject({ limit: z.coerce.number().positive() }) })
    .nullable()
    .catch(null)
    .default(null),
});

/** What an answer says of itself, whatever else it holds. */
export interface RingbaEnvelope {
  /** null: it does not say. */
  isSuccessful: boolean | null;
  isRateLimited: boolean;
  /** Such as "Minute". */
  exceededUnit: string | null;
  resource: string | null;
  perMinute: number | null;
  message: string | null;
}

/** Reads the envelope of any answer; one that is no object says nothing. */
export function readEnvelope(json: unknown): RingbaEnvelope {
  const told = Envelope.safeParse(json).data;
  return {
    isSuccessful: told?.isSuccessful ?? null,
    isRateLimited: told?.isRateLimited === true,
    exceededUnit: told?.exceedingRateLimit ?? null,
    resource: told?.rateLimitedResource ?? null,
    perMinute: told?.rateLimit?.perMinute.limit ?? null,
    message: told?.message ?? null,
  };
}
