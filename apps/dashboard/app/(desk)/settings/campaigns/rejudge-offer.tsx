import { Button } from "../../../../components/ui/button.tsx";

/** Whether calls judged by other rules shall be judged again; nothing is done before somebody says so. */
export function RejudgeOffer({
  text,
  disabled,
  onAccept,
  onDecline,
}: {
  text: string;
  disabled: boolean;
  onAccept: () => void;
  onDecline: () => void;
}) {
  return (
    <div role="group" aria-label="Judge calls again" className="flex flex-wrap items-center gap-2">
      <span>{text}</span>
      <Button size="small" disabled={disabled} onClick={onAccept}>
        Judge them again
      </Button>
      <Button size="small" variant="ghost" disabled={disabled} onClick={onDecline}>
        Not now
      </Button>
    </div>
  );
}
