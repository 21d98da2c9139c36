import { speeds } from "./speeds.ts";
import type { Player } from "./use-player.ts";
import type { Choice } from "./use-verdict.ts";
import type { WorkspaceKeys } from "./use-workspace-keys.ts";

export interface KeyedWork {
  /** null where there is nothing to play. */
  player: Player | null;
  toFlag: ((by: number) => void) | null;
  decide: ((choice: Choice) => void) | null;
  isDecided: boolean;
  /** Takes back what was decided last in this tab. */
  undoLast: (() => void) | null;
  note: () => void;
  wrongFlag: (() => void) | null;
  swap: (() => void) | null;
  toggleFollow: () => void;
  copyDispute: () => void;
  go: (where: "next" | "previous" | "back") => void;
}

/** The keys of a call, as help lists them, and what each does now. */
export function callKeys({ player, toFlag, decide, isDecided, undoLast, ...work }: KeyedWork): WorkspaceKeys {
  const by = (seconds: number) => player && (() => player.seek(player.playhead.get() + seconds));
  const faster = (steps: number) => {
    if (player === null) return null;
    const place = speeds.indexOf(player.speed) + steps;
    return () => player.setSpeed(speeds[Math.min(Math.max(0, place), speeds.length - 1)] ?? 1);
  };
  const verdict = (choice: Choice) => (decide === null || isDecided ? null : () => decide(choice));
  const undo = undoLast ?? (decide !== null && isDecided ? () => decide("reopened") : null);
  const back = () => work.go("back");
  return {
    " ": player?.toggle ?? null,
    ArrowLeft: toFlag && (() => toFlag(-1)),
    ArrowRight: toFlag && (() => toFlag(1)),
    "Shift+ArrowLeft": by(-5),
    "Shift+ArrowRight": by(5),
    ",": by(-0.5),
    ".": by(0.5),
    r: toFlag && (() => toFlag(0)),
    "<": faster(-1),
    ">": faster(1),
    e: verdict("confirmed_bad"),
    b: verdict("confirmed_bad"),
    s: verdict("marked_safe"),
    n: decide === null || isDecided ? null : work.note,
    u: undo,
    z: undo,
    d: work.wrongFlag,
    w: work.swap,
    t: work.toggleFollow,
    i: toggleLife,
    c: work.copyDispute,
    j: () => work.go("next"),
    k: () => work.go("previous"),
    Escape: back,
  };
}

function toggleLife(): void {
  const life = document.querySelector("[data-life]");
  if (!(life instanceof HTMLDetailsElement)) return;
  life.open = !life.open;
  if (life.open) life.scrollIntoView({ block: "nearest" });
}
