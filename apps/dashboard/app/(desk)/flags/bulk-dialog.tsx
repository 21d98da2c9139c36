"use client";

import { Button } from "../../../components/ui/button.tsx";
import { Dialog, DialogContent } from "../../../components/ui/dialog.tsx";
import { Kbd } from "../../../components/ui/kbd.tsx";
import { count } from "../../../lib/format.ts";
import type { Choice } from "./decision-words.ts";
import { sumWords } from "./sum-usd.ts";
import type { WholeView } from "./use-whole-view.ts";

const questions: Record<Choice, string> = {
  confirmed_bad: "confirmed bad",
  marked_safe: "marked safe",
  reopened: "reopened",
};

export interface BulkDialogProps {
  choice: Choice;
  whole: WholeView;
  /** How many are saved, while the decision goes on; null before it begins. */
  done: number | null;
  confirm: () => void;
  cancel: () => void;
}

/** Before a decision over more than 200 calls: how many they are and what they cost; Enter begins. */
export function BulkDialog({ choice, whole, done, confirm, cancel }: BulkDialogProps) {
  const calls = count(whole.calls.length);
  const isRunning = done !== null;
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen || isRunning ? undefined : cancel())}>
      <DialogContent
        title={isRunning ? `${count(done)} of ${calls} saved` : `${calls} calls will be ${questions[choice]}`}
      >
        <p className="mb-4 text-sub">
          {sumWords(whole.revenue)} of revenue.{" "}
          {whole.isMore ? `There are more; one decision reaches the newest ${calls}. ` : ""}
          It is saved in parts of 500 and can be taken back as one.
        </p>
        {isRunning ? (
          <progress
            className="h-2 w-full accent-signal"
            aria-label="Calls saved"
            value={done}
            max={whole.calls.length}
          />
        ) : (
          <div className="flex justify-end gap-2">
            <Button onClick={cancel}>
              Cancel <Kbd>Esc</Kbd>
            </Button>
            <Button variant="primary" autoFocus onClick={confirm}>
              {choice === "confirmed_bad" ? "Confirm bad" : choice === "marked_safe" ? "Mark safe" : "Reopen"}{" "}
              <Kbd>↵</Kbd>
            </Button>
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
