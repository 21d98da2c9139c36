import type { Faults } from "./add-fault.ts";

/** How an import went. `malformed` lines were not understood; `failed` calls exist and say why they failed. */
export interface ImportReport {
  created: number;
  existing: number;
  failed: Faults<{ call: string; reason: string }>;
  malformed: Faults<{ line: number; reason: string }>;
}

export type OnProgress = (done: number, total: number) => void;
