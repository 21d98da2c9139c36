import { Suspense, useState } from "react";
import { type Chip, ChipButton } from "./chip-button.tsx";

/** A chip of which `menu`, with a button of its own, is fetched when somebody is about to open it. */
export function LazyChip({
  preload,
  isOpen,
  setOpen,
  menu,
  ...chip
}: Chip & {
  preload: () => Promise<unknown>;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  /** `isByKey`: it was opened from the keyboard before it was there, and begins at its first entry. */
  menu: (isByKey: boolean) => React.ReactNode;
}) {
  const [wanted, setWanted] = useState<"by key" | "by pointer" | null>(null);
  const open = (isByKey: boolean) => {
    setWanted(isByKey ? "by key" : "by pointer");
    setOpen(true);
  };
  const button = (
    <ChipButton
      {...chip}
      aria-haspopup="true"
      aria-expanded={false}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={(event) => open(event.detail === 0)}
      onKeyDown={(event) => {
        if (event.key === "ArrowDown") open(true);
      }}
    />
  );
  return wanted !== null || isOpen ? (
    <Suspense fallback={button}>{menu(wanted !== "by pointer")}</Suspense>
  ) : (
    button
  );
}
