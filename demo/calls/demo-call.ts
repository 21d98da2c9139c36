/** One made-up call. Nobody in it exists; numbers are of the fictional 555-01 range. */
export interface DemoCall {
  id: string;
  vertical: string;
  campaign: { id: string; name: string };
  publisher: string;
  buyer: string;
  callerNumber: string;
  /** Dollars, as Ringba sends them. */
  revenue: number;
  payout: number;
  /** 2: agent on the left, caller on the right. */
  channels: 1 | 2;
  /** What a reviewer would flag; for tests only. */
  flags: readonly string[];
  turns: readonly DemoTurn[];
}

export interface DemoTurn {
  speaker: "agent" | "caller";
  /** Lower-case words, apostrophes allowed. */
  text: string;
  /** Silence after the turn, in seconds. */
  pause: number;
}
