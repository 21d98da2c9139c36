import { z } from "zod";

/** A name in an address, as the database can be asked for it: none of its texts holds a NUL. */
export const AskedName = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => !name.includes("\0"));
