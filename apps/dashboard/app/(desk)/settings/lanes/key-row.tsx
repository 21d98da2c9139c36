import { useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { revokeKey } from "./key-actions.ts";

export interface ShownKey {
  id: string;
  name: string;
  /** When it was made, last used and ends, in words. */
  facts: string;
  isGood: boolean;
  /** true: a further key of its name is there, and this one ends by itself. */
  isFollowed: boolean;
}

/** One key. Revoking cannot be taken back, so it is asked again; a rotation leaves the old key a day. */
export function KeyRow({
  shown,
  disabled,
  onRotate,
}: {
  shown: ShownKey;
  disabled: boolean;
  onRotate: (graceHours: number) => void;
}) {
  const { name, facts, isGood, isFollowed } = shown;
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const [pending, begin] = useTransition();
  const revoke = () =>
    begin(async () => {
      setAsking(false);
      try {
        setSaid(await revokeKey(name));
      } catch {
        // The reason is in the server's log; the list still shows what is stored.
        setSaid("Not done. Check the connection and try again.");
      }
    });
  const isOff = disabled || pending;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-border border-t py-2 first:border-t-0">
      <span className="font-medium">{name}</span>
      <span className="text-[12.5px] text-sub">{facts}</span>
      <span role="status" className="text-[12.5px] text-sub">
        {said}
      </span>
      {isGood && !isFollowed ? (
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {isAsking ? (
            <>
              <span className="text-[12.5px]">Pixels with this name's keys are refused at once.</span>
              <Button size="small" disabled={isOff} onClick={revoke}>
                Revoke {name}
              </Button>
              <Button size="small" variant="ghost" onClick={() => setAsking(false)}>
                Keep it
              </Button>
            </>
          ) : (
            <>
              <Button
                size="small"
                disabled={isOff}
                aria-label={`Rotate ${name}`}
                onClick={() => onRotate(24)}
              >
                Rotate
              </Button>
              <Button
                size="small"
                variant="ghost"
                disabled={isOff}
                aria-label={`Revoke ${name}, asks again`}
                onClick={() => setAsking(true)}
              >
                Revoke
              </Button>
            </>
          )}
        </span>
      ) : null}
    </li>
  );
}
