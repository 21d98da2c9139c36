import type { Change } from "./doors.ts";
import { formOf } from "./encode-action.ts";

const people = "app/(desk)/settings/people/actions.ts";
const account = "app/(desk)/settings/account/actions.ts";
const nothingSaid = { error: null, done: null };

const ofAdmins = (sends: Change["sends"]): Change => ({ who: "admin", sends, answers: null });
const ofEach = (sends: Change["sends"], answers: RegExp | null = null): Change => ({
  who: "reviewer",
  sends,
  answers,
});

/** The actions of signing in, of people and of one's own account. */
export const peopleActions: Readonly<Record<string, Change>> = {
  "app/login/code/actions.ts confirmCode": {
    who: "anybody",
    sends: () => [{ error: null }, formOf({ code: "123456" })],
    // Nobody is half-way in: back to the beginning.
    answers: /^/,
  },
  "app/login/second-step/actions.ts setUp": ofEach(({ admin }) => [
    { error: null, secret: null },
    formOf({ password: admin.password }),
  ]),
  [`${people} invite`]: ofAdmins(() => ["ada@desk.local", "admin"]),
  [`${people} takeBack`]: ofAdmins(({ inviteId }) => [inviteId]),
  [`${people} setRole`]: ofAdmins(({ personId }) => [personId, "admin"]),
  [`${people} signOutPerson`]: ofAdmins(({ personId }) => [personId, null]),
  [`${people} takeOffSecondStep`]: ofAdmins(({ personId }) => [personId]),
  [`${people} closeAccount`]: ofAdmins(({ personId }) => [personId]),
  [`${people} openAccount`]: ofAdmins(({ personId }) => [personId]),
  [`${account} endOwnSession`]: ofEach(() => [null]),
  [`${account} makeBackupCodes`]: ofEach(
    ({ admin }) => [{ error: null, codes: [] }, formOf({ password: admin.password })],
    /"codes"/,
  ),
  [`${account} turnOffSecondStep`]: ofEach(({ admin }) => [
    nothingSaid,
    formOf({ password: admin.password }),
  ]),
  // The last: after it the password that is given is another.
  [`${account} changePassword`]: ofEach(({ admin }) => [
    nothingSaid,
    formOf({ current: admin.password, next: "four unrelated words of mine" }),
  ]),
};
