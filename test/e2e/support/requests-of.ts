import type { Asked } from "./ask.ts";
import type { Change, Given } from "./doors.ts";
import { encodeAction, encodeForm } from "./encode-action.ts";
import type { readBuild } from "./read-build.ts";

type Build = ReturnType<typeof readBuild>;

/** Where a door is, with something behind it. */
export const pathOf = (route: string, { callId }: Given) =>
  route.replace("[id]", callId).replace("[token]", "not-a-token").replace("[...all]", "list-sessions");

/** Each way of sending a change: as our page does, as a form without JavaScript, past the middleware. */
export async function requestsOf(
  name: string,
  change: Change,
  { build, given }: { build: Build; given: Given },
): Promise<Asked[]> {
  const args = change.sends(given);
  const action = build.actions.find((one) => one.name === name);
  if (action === undefined) {
    const path = change.path ?? pathOf(name, given);
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify(args[0]);
    return [
      { method: "POST", path, headers, body },
      { method: "POST", path, headers: { ...headers, "x-middleware-subrequest": "middleware" }, body },
      { method: "PUT", path, headers: { ...headers, "x-http-method-override": "POST" }, body },
    ];
  }
  const { body, type } = await encodeAction(args);
  const form = args.find((arg) => arg instanceof FormData) ?? new FormData();
  const plain = new FormData();
  plain.append(`$ACTION_ID_${action.id}`, "");
  for (const [field, value] of form) plain.append(field, value);
  const unscripted = await encodeForm(plain);
  const headers = { "next-action": action.id, "content-type": type };
  // An action is the same one wherever it is sent to: a page that has it stands for all.
  const path = pathOf(build.paths[`/${action.pages[0]?.replace(/^app\//, "")}`] ?? "", given);
  return [
    { method: "POST", path, headers, body },
    { method: "POST", path, headers: { ...headers, "x-middleware-subrequest": "middleware" }, body },
    { method: "POST", path, headers: { "content-type": unscripted.type }, body: unscripted.body },
  ];
}
