import { wait } from "../../../../lib/format.ts";
import type { Stage } from "./stages.ts";

/** The stages as one bar in seconds: work blue, waiting grey. */
export function StageBar({ stages }: { stages: readonly Stage[] }) {
  const parts = stages.flatMap(({ name, waited, worked }) => [
    { key: `${name} waiting`, seconds: waited ?? 0, isWork: name === "Ingest" },
    { key: `${name} work`, seconds: worked ?? 0, isWork: true },
  ]);
  const summary = stages
    .map(({ name, waited, worked }) => `${name} ${wait((waited ?? 0) + (worked ?? 0))}`)
    .join(", ");
  return (
    <div role="img" aria-label={`From hang-up on: ${summary}`} className="flex h-2.5 gap-0.5">
      {parts
        .filter(({ seconds }) => seconds > 0)
        .map(({ key, seconds, isWork }) => (
          <span
            key={key}
            title={`${key}: ${wait(seconds)}`}
            className={isWork ? "min-w-[3px] rounded-[2px] bg-signal" : "min-w-[3px] rounded-[2px] bg-vol-2"}
            style={{ flexGrow: seconds, flexBasis: 0 }}
          />
        ))}
    </div>
  );
}
