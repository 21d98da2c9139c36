import { useEffect } from "react";
import { Button } from "../../../../components/ui/button.tsx";

const shownMs = 10_000;

/** What came of an act, bottom left; an error stays until it is closed. */
export function Notice({
  notice,
  dismiss,
}: {
  notice: { text: string; isError: boolean } | null;
  dismiss: () => void;
}) {
  useEffect(() => {
    if (notice === null || notice.isError) return;
    const timer = setTimeout(dismiss, shownMs);
    return () => clearTimeout(timer);
  }, [notice, dismiss]);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none absolute bottom-4 left-4 z-30 max-w-[calc(100%-32px)]"
    >
      {notice ? (
        <p className="pointer-events-auto flex items-center gap-3 rounded-[10px] border border-border bg-popover py-2 pr-2 pl-3.5 shadow-xl">
          {notice.text}
          <Button size="small" variant="ghost" onClick={dismiss}>
            Close
          </Button>
        </p>
      ) : null}
    </div>
  );
}
