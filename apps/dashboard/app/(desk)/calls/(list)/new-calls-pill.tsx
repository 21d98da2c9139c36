import { Button } from "../../../../components/ui/button.tsx";
import { Kbd } from "../../../../components/ui/kbd.tsx";

/** Announces calls that came since; nothing moves before they are asked for. */
export function NewCallsPill({ calls, show }: { calls: number; show: () => void }) {
  if (calls === 0) return null;
  return (
    <div className="absolute top-9 left-1/2 z-20 -translate-x-1/2">
      <Button size="small" className="rounded-full bg-popover shadow-xl" onClick={show}>
        {calls >= 100 ? "100 or more new calls" : calls === 1 ? "1 new call" : `${calls} new calls`}
        <Kbd>.</Kbd>
      </Button>
    </div>
  );
}
