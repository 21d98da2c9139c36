import { readKept } from "./kept-here.ts";

/** Keys with which a slider is moved. */
const moves = /^(Arrow|Home|End|Page)/;

/** Whether a key belongs to the field that it is pressed in, to a chord of the browser's, or to nobody: shortcuts are off. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || readKept("shortcuts") === "off") return true;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target instanceof HTMLInputElement &&
      (target.type === "range" ? moves.test(event.key) : target.type !== "checkbox")) ||
    target.closest("[role=dialog]") !== null
  );
}
