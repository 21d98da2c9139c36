import type { Command } from "commander";

/** Each adds one command. In the order of the help. */
const commands: Record<string, () => Promise<(program: Command) => void>> = {
  up: async () => (await import("./up.ts")).addUp,
  status: async () => (await import("./status.ts")).addStatus,
  costs: async () => (await import("./costs.ts")).addCosts,
  lane: async () => (await import("./lane.ts")).addLane,
  factory: async () => (await import("./factory.ts")).addFactory,
  import: async () => (await import("./import.ts")).addImport,
  backfill: async () => (await import("./backfill.ts")).addBackfill,
  migrate: async () => (await import("./migrate.ts")).addMigrate,
  invite: async () => (await import("./invite.ts")).addInvite,
  people: async () => (await import("./people.ts")).addPeople,
  "ingest-key": async () => (await import("./ingest-key.ts")).addIngestKey,
  requeue: async () => (await import("./requeue.ts")).addRequeue,
  "vault-retry": async () => (await import("./vault-retry.ts")).addVaultRetry,
  doctor: async () => (await import("./doctor.ts")).addDoctor,
  eval: async () => (await import("./eval.ts")).addEval,
  export: async () => (await import("./export.ts")).addExport,
  rules: async () => (await import("./rules.ts")).addRules,
  backtest: async () => (await import("./backtest.ts")).addBacktest,
};

/**
 * Adds the command that is asked for, or every one where the first argument names none (the help's list, a wrong name):
 * each brings modules of its own, and to load all of them takes twice as long as to load one.
 */
export async function loadCommands(program: Command, asked: string | undefined): Promise<void> {
  const named = asked !== undefined && Object.hasOwn(commands, asked) ? commands[asked] : undefined;
  const load = named ? [named] : Object.values(commands);
  for (const add of await Promise.all(load.map((one) => one()))) add(program);
}
