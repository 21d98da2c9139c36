import { z } from "zod";

/** The first of a parameter that is given more than once. */
const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);

const Address = z.object({
  /** A second of the recording. */
  t: z.preprocess(first, z.coerce.number().nonnegative().max(86_400).nullable()).catch(null),
  /** A flag by its place in time, from 1. */
  flag: z.preprocess(first, z.coerce.number().int().min(1).max(100).nullable()).catch(null),
  q: z.preprocess(first, z.string().trim().max(100)).catch(""),
  /** The list that one came from, as its own address. */
  from: z
    .preprocess(
      first,
      z
        .string()
        .regex(/^\/(flags|calls)(\?.*)?$/s)
        .max(2000)
        .nullable(),
    )
    .catch(null),
});

export type CallAddress = z.infer<typeof Address>;

/** Reads a call's address; what cannot be read is as if it were not there. */
export function readAddress(params: Readonly<Record<string, string | string[] | undefined>>): CallAddress {
  const { t = null, flag = null, from = null, q = "" } = params;
  return Address.parse({ t: t === "" ? null : t, flag: flag === "" ? null : flag, from, q });
}
