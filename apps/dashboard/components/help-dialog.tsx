import { keyMap } from "./key-map.ts";
import { Dialog, DialogContent } from "./ui/dialog.tsx";
import { Kbd } from "./ui/kbd.tsx";

/** The keys of this page and those that work everywhere. */
export function HelpDialog({
  pathname,
  isOpen,
  onOpenChange,
}: {
  pathname: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const shown = keyMap
    .filter(
      ({ page }) => page === null || pathname === page || (page.endsWith("/") && pathname.startsWith(page)),
    )
    .toReversed();
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent title="Keys">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls, and is reached by the keyboard */}
        <section aria-label="List of keys" tabIndex={0}>
          {shown.map(({ where, keys }) => (
            <section key={where} className="mt-4 first-of-type:mt-0">
              <h3 className="mb-1 text-[12.5px] text-muted-foreground">{where}</h3>
              <dl className="grid grid-cols-[112px_1fr] gap-y-1">
                {keys.map(({ keys: pressed, does }) => (
                  <div key={does} className="contents">
                    <dt className="flex gap-1">
                      {pressed.map((one) => (
                        <Kbd key={one}>{one}</Kbd>
                      ))}
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </section>
      </DialogContent>
    </Dialog>
  );
}
