import { count, money } from "../../../../lib/format.ts";

const calls = (number: number) => (number === 1 ? "1 call" : `${count(number)} calls`);

/** How many are selected: of what is loaded, or of the view. */
export function selectedWords(selected: number, isMore: boolean): string {
  return isMore ? `The newest ${count(selected)} that match selected` : `${count(selected)} selected`;
}

/** Some parts of a long selection were done before one failed. */
export function stoppedWords(reached: number, asked: number): string {
  return `${count(reached)} of ${count(asked)} done, then it stopped. Check the connection and try the rest again.`;
}

/** What came of putting calls back in the queue. */
export function putBackWords(moved: number, asked: number): string {
  const left = asked - moved;
  const why =
    left === 0
      ? ""
      : ` ${calls(left)} stayed: only what failed or was skipped, and has a recording to fetch, goes back.`;
  return `${calls(moved)} put back in the queue.${why}`;
}

/** "214 calls, about $0.11." And how many of the selection cannot be judged again. */
export function offerWords(able: number, asked: number, usd: string): string {
  const left = asked - able;
  const rest = left === 0 ? "" : ` ${calls(left)} not judged yet, or asked for already.`;
  if (able === 0) return `None of these can be judged again.${rest}`;
  const price = Number(usd) === 0 ? "no cost" : Number(usd) < 0.01 ? "under $0.01" : `about ${money(usd)}`;
  return `${calls(able)}, ${price}.${rest}`;
}

export function againWords(requested: number): string {
  return requested === 0
    ? "Asked for already."
    : `${calls(requested)} will be judged again. Decisions of people stand.`;
}
