import { lazy, useState } from "react";
import type { Chip } from "../../../../components/chip-button.tsx";
import { LazyChip } from "../../../../components/lazy-chip.tsx";
import type { Range } from "./range-form.tsx";

const preload = () => import("./range-form.tsx");
const RangeForm = lazy(async () => ({ default: (await preload()).RangeForm }));

/** A filter with a least and a greatest value, both of them optional. */
export function RangeChip({ name, shown, ...range }: Chip & Range) {
  const [isOpen, setOpen] = useState(false);
  return (
    <LazyChip
      name={name}
      shown={shown}
      preload={preload}
      isOpen={isOpen}
      setOpen={setOpen}
      menu={() => <RangeForm name={name} shown={shown} {...range} isOpen={isOpen} setOpen={setOpen} />}
    />
  );
}
