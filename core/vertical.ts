import { z } from "zod";

export const verticals = [
  "General",
  "ACA",
  "Medicare",
  "Auto Insurance",
  "Home Services",
  "Debt Relief",
  "Legal",
  "Solar",
] as const;

export const Vertical = z.enum(verticals);
export type Vertical = z.infer<typeof Vertical>;
