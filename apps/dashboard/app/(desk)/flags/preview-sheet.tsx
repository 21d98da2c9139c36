import { useState } from "react";
import { Dialog, DialogContent } from "../../../components/ui/dialog.tsx";

/** The preview over the list, where there is no room beside it; the focus goes back to where it was. */
export function PreviewSheet({
  title = "Preview",
  close,
  children,
}: {
  title?: string;
  close: () => void;
  children: React.ReactNode;
}) {
  const [opener] = useState(() => document.activeElement);
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : close())}>
      <DialogContent
        title={title}
        hideTitle
        onCloseAutoFocus={(event) => {
          if (!(opener instanceof HTMLElement)) return;
          event.preventDefault();
          opener.focus();
        }}
        className="top-0 right-0 left-auto flex h-dvh max-h-none w-[min(420px,100vw)] translate-x-0 flex-col rounded-none border-y-0 border-r-0 p-0 [&_kbd]:hidden"
      >
        {children}
      </DialogContent>
    </Dialog>
  );
}
