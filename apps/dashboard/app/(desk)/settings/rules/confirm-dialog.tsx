"use client";

import { Button } from "../../../../components/ui/button.tsx";
import { Dialog, DialogContent } from "../../../../components/ui/dialog.tsx";

/** Asks before what cannot be undone. */
export function ConfirmDialog({
  title,
  text,
  action,
  disabled,
  onConfirm,
  onClose,
}: {
  title: string;
  text: string;
  action: string;
  disabled: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DialogContent title={title}>
        <p className="text-sub">{text}</p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="primary" disabled={disabled} onClick={onConfirm}>
            {action}
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
