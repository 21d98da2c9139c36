"use client";

import { FileText, Link2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import type { Playhead } from "./playhead.ts";

const loadMenu = () => import("./evidence-menu.tsx").then((module) => module.EvidenceMenu);
const EvidenceMenu = dynamic(loadMenu, { loading: () => <EvidenceTrigger /> });

const icon = { className: "size-4", strokeWidth: 1.75, "aria-hidden": true } as const;

export interface EvidenceProps {
  callId: string;
  playhead: Playhead;
  copyLink: () => void;
  copyDispute: () => void;
  /** null: this person may not, or there is nothing to judge. */
  judgeAgain: (() => void) | null;
  putBack: (() => void) | null;
}

/** What is taken from the call, and for admins what is done with it. The menu's script comes when somebody reaches for it. */
export function EvidenceButton(props: EvidenceProps) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button variant="ghost" onClick={props.copyLink} className="max-[719px]:hidden">
        <Link2 {...icon} /> Copy link
      </Button>
      {isAsked ? (
        <EvidenceMenu {...props}>
          <EvidenceTrigger />
        </EvidenceMenu>
      ) : (
        <EvidenceTrigger
          aria-haspopup="menu"
          aria-expanded={false}
          onPointerEnter={() => void loadMenu()}
          onFocus={() => void loadMenu()}
          onClick={() => setAsked(true)}
        />
      )}
    </>
  );
}

function EvidenceTrigger(props: React.ComponentProps<typeof Button>) {
  return (
    <Button {...props}>
      <FileText {...icon} /> Evidence
    </Button>
  );
}
