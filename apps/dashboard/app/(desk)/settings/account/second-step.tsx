"use client";

import { useActionState } from "react";
import { FormMessage } from "../../../../components/form-message.tsx";
import { PasswordField } from "../../../../components/password-field.tsx";
import { Button } from "../../../../components/ui/button.tsx";
import { makeBackupCodes, turnOffSecondStep } from "./actions.ts";

/** What can be done with a second step that is on; each asks for the password. */
export function SecondStep({ mayTurnOff }: { mayTurnOff: boolean }) {
  const [made, make, isMaking] = useActionState(makeBackupCodes, { error: null, codes: [] });
  const [off, turnOff, isTurning] = useActionState(turnOffSecondStep, { error: null, done: null });
  return (
    <form className="flex max-w-[360px] flex-col gap-3">
      <PasswordField label="Your password" name="password" autoComplete="current-password" required />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" formAction={make} disabled={isMaking}>
          Make new backup codes
        </Button>
        {mayTurnOff ? (
          <Button type="submit" variant="ghost" formAction={turnOff} disabled={isTurning}>
            Turn it off
          </Button>
        ) : null}
      </div>
      {made.codes.length > 0 ? (
        <>
          <p role="status">Keep these ten; the old ones open nothing any more. They are shown this once.</p>
          <ul className="grid grid-cols-2 gap-1 rounded-md border border-border bg-muted p-3 text-center font-mono text-[12.5px]">
            {made.codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </>
      ) : null}
      <FormMessage key={made.error ?? off.error} error={made.error ?? off.error} />
    </form>
  );
}
