"use server";

import { RedirectType, redirect } from "next/navigation";
import { requireActor } from "../../../lib/session.ts";
import { resume } from "../settings/lanes/actions.ts";
import { OverviewUrl, overviewHref } from "./overview-url.ts";

/** Lets a lane go on, and comes back to the same view, whose address says what came of it. */
export async function resumeHere(lane: string, here: OverviewUrl): Promise<void> {
  await requireActor("admin");
  const back = overviewHref(OverviewUrl.parse(here));
  const answer = await resume(lane).then(
    () => "resumed",
    (error: unknown) => {
      process.stderr.write(`the lane was not resumed: ${error}\n`);
      return "unresumed";
    },
  );
  const said = new URLSearchParams({ [answer]: lane });
  redirect(`${back}${back.includes("?") ? "&" : "?"}${said}`, RedirectType.replace);
}
