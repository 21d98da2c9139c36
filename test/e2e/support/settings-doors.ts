import type { Change } from "./doors.ts";

const dashboard = "app/(desk)/dashboard/actions.ts";
const lanes = "app/(desk)/settings/lanes/actions.ts";
const keys = "app/(desk)/settings/lanes/key-actions.ts";
const campaigns = "app/(desk)/settings/campaigns/actions.ts";
const rejudges = "app/(desk)/settings/campaigns/rejudge-actions.ts";
const patterns = "app/(desk)/settings/campaigns/pattern-actions.ts";

const ofAdmins = (sends: Change["sends"], answers: RegExp | null = null): Change => ({
  who: "admin",
  sends,
  answers,
});

/** The actions of the settings of lanes and campaigns: all of them are admins'. */
export const settingsActions: Readonly<Record<string, Change>> = {
  [`${lanes} pause`]: ofAdmins(() => ["vault"]),
  [`${lanes} resume`]: ofAdmins(() => ["vault"]),
  [`${dashboard} resumeHere`]: ofAdmins(() => ["vault", {}]),
  [`${lanes} runNow`]: ofAdmins(() => ["factory"]),
  [`${lanes} putBack`]: ofAdmins(() => ["factory", "the recording is gone (404)"]),
  [`${lanes} testAlerts`]: ofAdmins(() => []),
  [`${keys} makeKey`]: ofAdmins(() => ["ringba", null]),
  [`${keys} revokeKey`]: ofAdmins(() => ["ringba"]),
  [`${campaigns} change`]: ofAdmins(({ otherCampaignId }) => [[otherCampaignId], { vertical: "Solar" }]),
  // What is no change of campaigns, or not there, takes nothing back.
  [`${campaigns} undo`]: ofAdmins(() => ["999999999"], /^1:0$/m),
  [`${rejudges} offerRejudge`]: ofAdmins(({ campaignId }) => [[campaignId]], /judged as General/),
  [`${rejudges} judgeAgain`]: ofAdmins(({ campaignId }) => [[campaignId]]),
  [`${patterns} readPatterns`]: ofAdmins(() => [], /medicare/),
  [`${patterns} preview`]: ofAdmins(() => [[{ words: "solar", vertical: "Solar" }]], /"matching":/),
  // Of a list that is not the one in force.
  [`${patterns} save`]: ofAdmins(() => [[{ words: "solar", vertical: "Solar" }], "another"], /^1:null$/m),
};
