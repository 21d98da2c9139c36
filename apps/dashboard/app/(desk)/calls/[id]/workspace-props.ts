import type { Finding, FlagOpinionShown, Line } from "./call-view.ts";
import type { CallPeaks } from "./channel-roles.ts";
import type { Stretch } from "./find-silences.ts";
import type { Queue } from "./read-queue.ts";
import type { Verdict } from "./verdict-bar.tsx";

/** Everything that the page of a call is given by the server. */
export interface WorkspaceProps {
  callId: string;
  href: string;
  queue: Queue;
  /** "(312) •••-••42, $61.00". */
  label: string;
  hasRecording: boolean;
  peaks: CallPeaks | null;
  seconds: number | null;
  lines: Line[] | null;
  silences: Stretch[];
  /** Why there is nothing to read, or nothing to hear. */
  waitingFor: string;
  finding: Finding;
  opinions: FlagOpinionShown[];
  startAt: number;
  openFlag: number | null;
  wanted: string;
  decided: Verdict;
  version: number;
  canDecide: boolean;
  swaps: number;
  canSwap: boolean;
  isJudged: boolean;
  price: string;
  mayJudgeAgain: boolean;
  mayPutBack: boolean;
  disputeText: string;
  facts: React.ReactNode;
  life: React.ReactNode;
}
