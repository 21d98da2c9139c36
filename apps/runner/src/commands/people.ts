import { forgetSecondFactor, listPeople } from "@callscript/core/desk/people.sql.ts";
import { theCommandLine } from "@callscript/core/desk/the-command-line.ts";
import type { Command } from "commander";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { peopleText } from "./people-text.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

export function addPeople(program: Command): void {
  const people = program
    .command("people")
    .description("who has an account; takes a lost second step off one")
    .addHelpText(
      "after",
      "\nExamples:\n  callscript people list\n  callscript people reset-second-step maya@example.com",
    );
  people
    .command("list")
    .description("the accounts, with role, second step and when they were last seen")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .action((options: ModeOption) =>
      withInstallation(options, async ({ db }) => {
        process.stdout.write(peopleText(await listPeople.run(db)));
      }),
    );
  people
    .command("reset-second-step")
    .argument("<email>", "whose authenticator and backup codes are lost")
    .description("take the second step off an account and end its sessions; its owner sets up another")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .action((email: string, options: ModeOption) =>
      withInstallation(options, async ({ db }) => {
        const [result] = await forgetSecondFactor.run(db, email, theCommandLine);
        if (result?.outcome !== "done")
          throw new CommandError(`No account ${email} has a second step.`, exitCodes.usage);
        process.stdout.write(
          `The second step of ${email} is off, and its sessions have ended. The password alone opens it until another is set up.\n`,
        );
      }),
    );
}
