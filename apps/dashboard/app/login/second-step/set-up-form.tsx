"use client";

import { useActionState } from "react";
import { FormMessage } from "../../../components/form-message.tsx";
import { PasswordField } from "../../../components/password-field.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { type Secret, setUp } from "./actions.ts";

export function SetUpForm({ next, email }: { next: string; email: string }) {
  const [{ secret, error }, action, pending] = useActionState(setUp, { error: null, secret: null });
  return (
    <form action={action} className="flex flex-col gap-3.5">
      <input type="hidden" name="next" value={next} />
      <input type="hidden" autoComplete="username" value={email} readOnly />
      {secret === null ? (
        <PasswordField
          key="password"
          label="Your password, once more"
          name="password"
          autoComplete="current-password"
          required
        />
      ) : (
        <>
          <SecretToKeep secret={secret} />
          <Field
            key="code"
            label="The code that it shows now"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            required
          />
        </>
      )}
      <Button type="submit" variant="primary" disabled={pending}>
        {secret === null ? "Begin" : "Confirm"}
      </Button>
      <FormMessage key={error} error={error} />
    </form>
  );
}

function SecretToKeep({ secret: { path, size, key, backupCodes } }: { secret: Secret }) {
  return (
    <>
      <p>1. Scan this with the authenticator, or type the key below it.</p>
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label="The key as a picture to scan"
        shapeRendering="crispEdges"
        className="size-44 self-center rounded-md border border-border"
      >
        <rect width={size} height={size} fill="white" />
        <path d={path} fill="black" />
      </svg>
      <p className="break-all text-center font-mono text-[12.5px]">{key}</p>
      <p>2. Keep these ten backup codes where you find them without the device. Each works once.</p>
      <ul className="grid grid-cols-2 gap-1 rounded-md border border-border bg-muted p-3 text-center font-mono text-[12.5px]">
        {backupCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </>
  );
}
