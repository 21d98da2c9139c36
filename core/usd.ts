import { z } from "zod";

/** US dollars as a plain decimal string ("0.00093"), never a float. The database's numeric arrives like this. */
export const Usd = z.string().regex(/^-?\d+(\.\d+)?$/, "a decimal number of dollars, such as 61.00");
export type Usd = z.infer<typeof Usd>;

/** What something costs, or may cost. */
export const PriceUsd = Usd.refine((usd) => !usd.startsWith("-"), "not below 0");
