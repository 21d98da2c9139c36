import { formOf } from "./encode-action.ts";
import { peopleActions } from "./people-doors.ts";
import { rulesActions, rulesDoors } from "./rules-doors.ts";
import { settingsActions } from "./settings-doors.ts";

/** Who may come in. */
export type Who = "anybody" | "reviewer" | "admin";

/** What the walk was given to ask with. */
export interface Given {
  callId: string;
  callVersion: number;
  failedCallId: string;
  campaignId: string;
  otherCampaignId: string;
  draftRuleId: string;
  inviteToken: string;
  inviteId: string;
  /** Somebody with a session and a second step. */
  personId: string;
  admin: { email: string; password: string };
}

export interface Door {
  who: Who;
  /** What those who may come in see; null: nothing of the database, and the answer's status. */
  shows: RegExp | number;
  query?: string;
}

/** Every page and every route that is read, by its path. One that is not here fails the walk. */
export const doors: Readonly<Record<string, Door>> = {
  "/": { who: "reviewer", shows: 307 },
  "/login": { who: "anybody", shows: 200 },
  "/login/code": { who: "anybody", shows: 307 },
  "/login/second-step": { who: "reviewer", shows: /desk\.local/ },
  "/invite/[token]": { who: "anybody", shows: 200 },
  // Not of today: soon after midnight next to nothing was called.
  "/dashboard": { who: "reviewer", shows: /Publisher \d/, query: "?range=7d" },
  "/dashboard/export": { who: "admin", shows: /^from_utc,/ },
  "/flags": { who: "reviewer", shows: /gift card/ },
  "/calls": { who: "reviewer", shows: /Publisher \d/ },
  "/calls/[id]": { who: "reviewer", shows: /recorded line/ },
  "/calls/[id]/audio": { who: "reviewer", shows: 404 },
  "/calls/[id]/evidence": { who: "reviewer", shows: /summary\.html/ },
  "/calls/export": { who: "admin", shows: /Publisher \d/ },
  "/settings": { who: "reviewer", shows: 307 },
  "/settings/campaigns": { who: "reviewer", shows: /Medicare \d/ },
  "/settings/account": { who: "reviewer", shows: /jon@desk\.local/ },
  "/settings/people": { who: "admin", shows: /jon@desk\.local/ },
  ...rulesDoors,
  "/settings/lanes": { who: "admin", shows: /Keys of Ringba/ },
  "/api/auth/[...all]": { who: "anybody", shows: 404 },
  "/api/calls/[id]/preview": { who: "reviewer", shows: /gift card/ },
  "/api/flags": { who: "reviewer", shows: /gift card/, query: `?after=${encodeURIComponent(firstPage())}` },
  "/api/flags/matching": { who: "reviewer", shows: /"version":0/ },
  "/api/health": { who: "anybody", shows: 200 },
  "/api/live": { who: "reviewer", shows: 200 },
  "/api/reviews": { who: "reviewer", shows: 405 },
};

export interface Change {
  who: Who;
  /** Where a route is not its own path. */
  path?: string;
  /** A request that a page of ours would send; of an action its arguments. */
  sends(given: Given): unknown[];
  /** What those who may are answered; null: the database is another after it. */
  answers: RegExp | null;
}

/** Every route that changes something, by its path. */
export const changes: Readonly<Record<string, Change>> = {
  "/api/reviews": {
    who: "reviewer",
    sends: ({ callId, callVersion }) => [
      {
        calls: [{ id: callId, version: callVersion }],
        verdict: "marked_safe",
        idempotencyKey: "of the walk through every door",
      },
    ],
    answers: null,
  },
  "/api/auth/[...all]": {
    who: "reviewer",
    path: "/api/auth/sign-out",
    sends: () => [{}],
    answers: null,
  },
};

const calls = "app/(desk)/calls/(list)/actions.ts";
const call = "app/(desk)/calls/[id]/actions.ts";
const noError = { error: null };

/** Every server action, by its file and name. One that is not here fails the walk. */
export const actions: Readonly<Record<string, Change>> = {
  "app/login/actions.ts signIn": {
    who: "anybody",
    sends: ({ admin }) => [noError, formOf({ ...admin, next: "/flags" })],
    answers: null,
  },
  "app/login/actions.ts signOut": { who: "reviewer", sends: () => [], answers: null },
  "app/invite/[token]/actions.ts join": {
    who: "anybody",
    sends: ({ inviteToken }) => [
      noError,
      formOf({ token: inviteToken, name: "Ines Roth", password: "four unrelated words of mine" }),
    ],
    answers: null,
  },
  [`${calls} more`]: {
    who: "reviewer",
    sends: ({ callId }) => [{ query: "", after: { key: null, startUtc: farAway, id: callId } }],
    answers: /Publisher \d/,
  },
  [`${calls} matching`]: {
    who: "admin",
    sends: () => ["?status=flagged"],
    answers: /"isMore":false/,
  },
  [`${calls} putBack`]: { who: "admin", sends: ({ failedCallId }) => [[failedCallId]], answers: null },
  [`${calls} offerAgain`]: { who: "admin", sends: ({ callId }) => [[callId]], answers: /"calls":1/ },
  [`${calls} judgeAgain`]: { who: "admin", sends: ({ callId }) => [[callId]], answers: null },
  [`${call} readNumber`]: { who: "reviewer", sends: ({ callId }) => [callId], answers: /\+1312\d{7}/ },
  [`${call} swap`]: { who: "reviewer", sends: ({ callId }) => [{ call: callId, swaps: 0 }], answers: null },
  [`${call} judgeSwapped`]: {
    who: "reviewer",
    sends: ({ callId }) => [callId],
    answers: /^1:(true|false)$/m,
  },
  [`${call} sayOfFlag`]: {
    who: "reviewer",
    sends: ({ callId }) => [{ call: callId, code: "misleading_incentive", opinion: "wrong" }],
    answers: /^1:(true|false)$/m,
  },
  ...settingsActions,
  ...rulesActions,
  // The last of them gives the admin another password.
  ...peopleActions,
};

const farAway = "2999-01-01T00:00:00.000000Z";

function firstPage(): string {
  return JSON.stringify({
    severity: 4,
    startUtc: "2999-01-01T00:00:00.000000Z",
    closesUtc: null,
    id: "ffffffff-ffff-ffff-ffff-ffffffffffff",
    asOfUtc: "2999-01-01T00:00:00.000000Z",
  });
}
