import { Dialog as Primitive } from "radix-ui";
import { cn } from "../../lib/class-names.ts";

export const Dialog = Primitive.Root;

/** A dialog in the middle of the page; its title is read out, and shown unless `hideTitle`. */
export function DialogContent({
  title,
  hideTitle = false,
  className,
  children,
  ...props
}: React.ComponentProps<typeof Primitive.Content> & { title: string; hideTitle?: boolean }) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 bg-black/30 motion-safe:data-[state=open]:animate-in motion-safe:data-[state=open]:fade-in-0" />
      <Primitive.Content
        data-slot="dialog"
        aria-describedby={undefined}
        className={cn(
          "fixed top-[12vh] left-1/2 z-50 max-h-[76vh] w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-auto rounded-xl border border-border bg-popover p-5 shadow-lg outline-none",
          className,
        )}
        {...props}
      >
        <Primitive.Title className={hideTitle ? "sr-only" : "mb-3 font-semibold text-[16px] leading-[22px]"}>
          {title}
        </Primitive.Title>
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
