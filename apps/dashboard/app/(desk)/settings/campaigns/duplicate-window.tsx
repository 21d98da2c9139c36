import type { Campaign } from "@callscript/core/desk/campaigns.sql.ts";
import { useState } from "react";

/** What holds for a campaign whose window nobody has set. */
const defaultDays = 30;

/** For how many days a buyer pays for a caller once; kept on Enter or when the field is left. */
export function DuplicateWindow({
  campaign,
  maySet,
  disabled,
  onSet,
}: {
  campaign: Campaign;
  maySet: boolean;
  disabled: boolean;
  onSet: (days: number) => void;
}) {
  const stored = campaign.duplicate_window_days;
  const [text, setText] = useState(stored === null ? "" : String(stored));
  if (!maySet) return <>{stored ?? defaultDays} d</>;
  const keep = () => {
    const days = Number(text);
    if (text.trim() === "" || !Number.isInteger(days) || days < 0 || days > 3650) {
      setText(stored === null ? "" : String(stored));
      return;
    }
    if (days !== stored) onSet(days);
  };
  return (
    <span className="inline-flex items-center gap-1">
      <input
        aria-label={`Repeat window of ${campaign.name}, in days`}
        type="number"
        min={0}
        max={3650}
        inputMode="numeric"
        value={text}
        placeholder={String(defaultDays)}
        disabled={disabled}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
        className="h-7 w-16 rounded-md border border-input bg-card px-1.5 text-right pointer-coarse:h-10"
      />
      d
    </span>
  );
}
