import { invitePerson } from "@callscript/core/desk/invite-person.ts";
import { theCommandLine } from "@callscript/core/desk/the-command-line.ts";
import type { Command } from "commander";
import { z } from "zod";
import { publicUrl } from "../config/public-url.ts";
import { runningInstance } from "../config/running-instance.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

const Invitation = z.object({ email: z.email(), role: z.enum(["admin", "reviewer"]) });

export function addInvite(program: Command): void {
  program
    .command("invite")
    .argument("<email>", "whom to invite")
    .description(
      "make a one-time link with which a person joins (7 days); an earlier one to the same address ends",
    )
    .option("--role <role>", "admin or reviewer", "reviewer")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", "\nExample:\n  callscript invite maya@example.com --role admin")
    .action(async (email: string, options: ModeOption & { role: string }) => {
      const invitation = Invitation.safeParse({ email, role: options.role });
      if (!invitation.success) {
        throw new CommandError(
          "An invitation needs an e-mail address and a role, admin or reviewer.",
          exitCodes.usage,
        );
      }
      await withInstallation(options, async ({ db, env, home }) => {
        const made = await invitePerson(db, theCommandLine, invitation.data);
        if (made === null)
          throw new CommandError(
            `${email} has an account already: sign in at ${publicUrl(env)}/login.`,
            exitCodes.usage,
          );
        const server = runningInstance(home.root);
        process.stdout.write(
          `${publicUrl(server ? { ...env, PORT: server.port } : env)}/invite/${made.token}\nFor ${email}, ${invitation.data.role}; works once, until ${made.expiresAtUtc.toISOString()}.\n`,
        );
      });
    });
}
