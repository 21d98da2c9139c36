import { parseArgs } from "node:util";
import { seeded } from "../support/seeded.ts";
import { killUnderPixels } from "./pixel-kills.ts";

/** Of 1,000 kills under pixel load none loses an acknowledged call. Exits with 1 when one did, or when it shows nothing. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { kills: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
  });
  const kills = Number(values.kills);
  const began = Date.now();
  const { ofPostgres, acknowledged, keptUnanswered, lost } = await killUnderPixels({
    kills,
    postgresEvery: 20,
    random: seeded(Number(values.seed)),
    onKill(report) {
      if (report.kills % 100 === 0)
        process.stderr.write(`${report.kills} kills, ${report.acknowledged} acknowledged\n`);
    },
  });
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  process.stdout.write(
    `${kills} kills (${ofPostgres} with Postgres) in ${minutes} minutes, seed ${values.seed}: ${acknowledged} acknowledged, ${keptUnanswered} kept before they could be acknowledged, ${lost.length} lost\n`,
  );
  for (const id of lost.slice(0, 10)) process.stdout.write(`lost: ${id}\n`);
  if (lost.length > 0 || acknowledged < kills || keptUnanswered === 0) process.exitCode = 1;
}
