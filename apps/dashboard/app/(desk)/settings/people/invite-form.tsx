"use client";

import { useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { Field } from "../../../../components/ui/field.tsx";
import { copyText } from "../../../../lib/copy-text.ts";
import { type Invited, invite } from "./actions.ts";

/** Makes an invitation, and shows its link this once. */
export function InviteForm() {
  const [invited, setInvited] = useState<Invited | null>(null);
  const [said, setSaid] = useState("");
  const [pending, begin] = useTransition();
  const send = (form: FormData) =>
    begin(async () => {
      setSaid("");
      try {
        setInvited(await invite(String(form.get("email")), String(form.get("role"))));
      } catch {
        // The reason is in the server's log; the list below shows what is stored.
        setInvited({ problem: "Not invited. Check the connection and try again." });
      }
    });
  const copy = async (link: string) =>
    setSaid((await copyText(link)) ? "Copied." : "Not copied. Select the link and copy it.");
  return (
    <>
      <form action={send} className="flex flex-wrap items-end gap-3">
        <div className="min-w-56 flex-1">
          <Field label="Work email" name="email" type="email" autoComplete="off" required />
        </div>
        <label className="flex flex-col gap-1.5 font-medium">
          Role
          <select
            name="role"
            defaultValue="reviewer"
            className="h-8 rounded-md border border-input bg-card px-2 font-normal pointer-coarse:h-10"
          >
            <option value="reviewer">Reviewer</option>
            <option value="admin">Admin</option>
          </select>
        </label>
        <Button type="submit" variant="primary" disabled={pending}>
          Invite
        </Button>
      </form>
      {invited === null ? null : "problem" in invited ? (
        <p role="alert" className="mt-3 text-sev-4-ink">
          {invited.problem}
        </p>
      ) : (
        <div className="mt-3 rounded-[10px] border border-border-strong bg-muted p-3">
          <p>Send this link to {invited.email}. It is shown this once, works once, and ends after 7 days.</p>
          <p className="mt-1 select-all break-all font-mono text-[12px]">{invited.link}</p>
          <div className="mt-2 flex items-center gap-2">
            <Button size="small" onClick={() => copy(invited.link)}>
              Copy the link
            </Button>
            <span role="status" className="text-[12.5px] text-sub">
              {said}
            </span>
          </div>
        </div>
      )}
    </>
  );
}
