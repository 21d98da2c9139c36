"use client";

import { lazy, useState } from "react";
import type { ChoiceMenuProps } from "./choice-menu.tsx";
import { LazyChip } from "./lazy-chip.tsx";

const preload = () => import("./choice-menu.tsx");
const ChoiceMenu = lazy(async () => ({ default: (await preload()).ChoiceMenu }));

/** A filter with a menu of values; `isOpen` and `setOpen` where something else opens it too. */
export function ChoiceChip({
  isOpen,
  setOpen,
  choices,
  chosen,
  ...chip
}: Omit<ChoiceMenuProps, "isOpen" | "setOpen" | "startsAtFirst"> &
  Partial<Pick<ChoiceMenuProps, "isOpen" | "setOpen">>) {
  const [isOpenHere, setOpenHere] = useState(false);
  const opening = { isOpen: isOpen ?? isOpenHere, setOpen: setOpen ?? setOpenHere };
  return (
    <LazyChip
      {...chip}
      preload={preload}
      {...opening}
      menu={(isByKey) => (
        <ChoiceMenu {...chip} {...opening} choices={choices} chosen={chosen} startsAtFirst={isByKey} />
      )}
    />
  );
}
