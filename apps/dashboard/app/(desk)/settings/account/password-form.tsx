"use client";

import { useActionState } from "react";
import { FormMessage } from "../../../../components/form-message.tsx";
import { PasswordField } from "../../../../components/password-field.tsx";
import { Button } from "../../../../components/ui/button.tsx";
import { changePassword } from "./actions.ts";

export function PasswordForm({ email }: { email: string }) {
  const [{ error, done }, action, pending] = useActionState(changePassword, { error: null, done: null });
  return (
    <form action={action} className="flex max-w-[360px] flex-col gap-3">
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PasswordField label="Present password" name="current" autoComplete="current-password" required />
      <PasswordField
        label="New password"
        name="next"
        autoComplete="new-password"
        required
        minLength={15}
        maxLength={128}
        meter
      />
      <Button type="submit" disabled={pending} className="self-start">
        Change the password
      </Button>
      {done === null ? <FormMessage key={error} error={error} /> : <p role="status">{done}</p>}
    </form>
  );
}
