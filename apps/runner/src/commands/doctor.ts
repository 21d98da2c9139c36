import { statSync } from "node:fs";
import { readLanes } from "@callscript/core/desk/read-status.ts";
import type { Command } from "commander";
import { openLanePorts } from "../compose/lane-ports.ts";
import type { Installation } from "../compose/open-installation.ts";
import { portOverrides } from "../compose/port-overrides.ts";
import { CommandError } from "../exit-codes.ts";
import { databaseFacts } from "../status/database-facts.sql.ts";
import { addDoctorRingba } from "./doctor-ringba.ts";
import { readUnseen, unseenText } from "./unseen-text.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

interface Finding {
  level: "ok" | "warn" | "fail";
  text: string;
}

export function addDoctor(program: Command): void {
  const doctor = program
    .command("doctor")
    .description("check this installation and say what to do about each fault")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", "\nExamples:\n  callscript doctor\n  callscript doctor ringba")
    .action(async (options: ModeOption) => {
      const findings = await withInstallation(options, examine);
      for (const { level, text } of findings) process.stdout.write(`${level.padEnd(5)} ${text}\n`);
      const failed = findings.filter((finding) => finding.level === "fail").length;
      if (failed > 0) throw new CommandError(`${failed} to mend.`);
    });
  addDoctorRingba(doctor);
}

async function examine(installation: Installation): Promise<Finding[]> {
  const { env, home, db, mode } = installation;
  const findings: Finding[] = [{ level: "ok", text: `Node ${process.versions.node}, ${mode} installation` }];
  const [facts] = await databaseFacts.run(db);
  if (facts)
    findings.push({
      level: "ok",
      text: `Postgres ${facts.version}, schema ${facts.migration}, ${facts.rules} rules in force`,
    });
  if (facts && facts.oldest_snapshot_seconds > 300) {
    findings.push({
      level: "warn",
      text: `a transaction has been open for ${facts.oldest_snapshot_seconds} s: it slows every claim; end it`,
    });
  }
  const openToOthers = (statSync(home.root).mode & 0o077) !== 0;
  findings.push(
    openToOthers
      ? { level: "fail", text: `others can read ${home.root}: chmod 700 it` }
      : { level: "ok", text: `the home is private (${home.root})` },
  );
  const ports = openLanePorts(installation, await portOverrides(installation));
  try {
    const speech = await ports.speech.probe();
    findings.push(
      speech.ready
        ? {
            level: speech.standIn ? "warn" : "ok",
            text: `speech: ${speech.model}${speech.standIn ? " (a stand-in that reads the demo's voice code)" : ""}`,
          }
        : { level: "warn", text: `speech: ${speech.reason}` },
    );
  } finally {
    await ports.close();
  }
  findings.push({ level: "ok", text: `judge: ${env.JUDGE ?? (env.OPENAI_API_KEY ? "openai" : "phrases")}` });
  if (mode === "live" && !env.RINGBA_ACCOUNT_ID) {
    findings.push({
      level: "warn",
      text: "Ringba is not connected: set RINGBA_ACCOUNT_ID and RINGBA_API_TOKEN",
    });
  }
  for (const unseen of await readUnseen(db)) findings.push({ level: "warn", text: unseenText(unseen) });
  const lanes = await readLanes(db);
  for (const [lane, { state, reason }] of Object.entries(lanes)) {
    if (state === "paused")
      findings.push({ level: "warn", text: `${lane} is paused: ${reason ?? "no reason was given"}` });
  }
  return findings;
}
