import { useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { copyText } from "../../../../lib/copy-text.ts";

/** A key as it is shown this once, with the pixel that it goes into. */
export function NewKey({
  name,
  secret,
  pixel,
  onDone,
}: {
  name: string;
  secret: string;
  pixel: { url: string; body: string };
  onDone: () => void;
}) {
  const [said, setSaid] = useState("");
  const copy = async () =>
    setSaid((await copyText(secret)) ? "Copied." : "Not copied. Select the key and copy it.");
  const lines = [
    ["Fires on", "Recording"],
    ["URL", pixel.url],
    ["Method", "POST"],
    ["Header", `X-CallScript-Key: ${secret}`],
    ["Header", "Content-Type: application/json"],
    ["Body", pixel.body],
  ] as const;
  return (
    <section
      aria-label={`The new key ${name}`}
      className="mt-3 rounded-[10px] border border-border-strong bg-muted p-4"
    >
      <p className="font-medium">The key of "{name}" is shown this once.</p>
      <p className="mt-0.5 text-[12.5px] text-sub">
        Make a pixel with it in Ringba and attach it to the campaigns whose calls are to be judged. The proxy
        before this address passes /hooks/ringba on to the runner; docs/pixel.md has the rest.
      </p>
      <dl className="mt-3 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-[12.5px]">
        {lines.map(([what, value]) => (
          <div key={value} className="contents">
            <dt className="text-muted-foreground">{what}</dt>
            <dd className="select-all break-all font-mono text-[12px]">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-3 flex items-center gap-2">
        <Button size="small" onClick={copy}>
          Copy the key
        </Button>
        <Button size="small" variant="ghost" onClick={onDone}>
          It is kept
        </Button>
        <span role="status" className="text-[12.5px] text-sub">
          {said}
        </span>
      </div>
    </section>
  );
}
