import { Dialog, DialogContent } from "../../../components/ui/dialog.tsx";

/** The preview over the list, where there is no room beside it. */
export function PreviewSheet({
  title = "Preview",
  close,
  children,
}: {
  title?: string;
  close: () => void;
  children: React.ReactNode;
}) {
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : close())}>
      <DialogContent
        title={title}
        hideTitle
        className="top-0 right-0 left-auto flex h-dvh max-h-none w-[min(420px,100vw)] translate-x-0 flex-col rounded-none border-y-0 border-r-0 p-0 [&_kbd]:hidden"
      >
        {children}
      </DialogContent>
    </Dialog>
  );
}
