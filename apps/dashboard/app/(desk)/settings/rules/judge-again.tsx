"use client";

import { useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { count } from "../../../../lib/format.ts";
import { judgeSinceAgain } from "./publish-actions.ts";

/** After a publication: past calls by the new version, if somebody wants that. */
export function JudgeAgain({ pack, again }: { pack: string; again: { text: string; since: string } }) {
  const [told, setTold] = useState("");
  const [pending, begin] = useTransition();
  const ask = () =>
    begin(async () => {
      const calls = await judgeSinceAgain(pack, again.since).catch(() => null);
      setTold(
        calls === null
          ? "Not asked for. Check the connection and try again."
          : `${count(calls)} ${calls === 1 ? "call is" : "calls are"} judged again. Settings, Campaigns shows how far it is.`,
      );
    });
  return (
    <div className="mt-3">
      <Button disabled={pending || told.includes("judged again")} onClick={ask}>
        {again.text}
      </Button>
      <p role="status" className="mt-2 text-sub">
        {told}
      </p>
    </div>
  );
}
