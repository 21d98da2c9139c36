/** A scroll of ours is over when nothing has scrolled for as long; a smooth one moves in every frame. */
const quietMs = 200;
const roundingPx = 2;

/** Tells scrolls that the page began from those that a person did: ours come ever nearer to where they lead. */
export function createOwnScroll(element: HTMLElement) {
  /** Where ours leads, and how far that was; null: none is under way. */
  let own: { toPx: number; leftPx: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  let size = sizeOf(element);
  const leftOf = (toPx: number) => Math.abs(element.scrollTop - toPx);
  const ends = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    own = null;
    size = sizeOf(element);
  };
  const begins = (topPx: number) => {
    ends();
    const toPx = Math.min(Math.max(0, topPx), element.scrollHeight - element.clientHeight);
    own = { toPx, leftPx: leftOf(toPx) };
    // A busy page runs its timers before it tells of scrolls that are due: those come before the next frame.
    timer = setTimeout(() => {
      frame = requestAnimationFrame(ends);
    }, quietMs);
  };
  return {
    begins,
    ends,
    /** Asked at every scroll: whether it was ours, or came of another size of what scrolls. */
    isOwn: (): boolean => {
      const isResized = size !== sizeOf(element);
      const isNearer = own !== null && leftOf(own.toPx) <= own.leftPx + roundingPx;
      if (own !== null && (isNearer || isResized)) begins(own.toPx);
      else ends();
      return isNearer || isResized;
    },
  };
}

function sizeOf({ scrollHeight, clientHeight }: HTMLElement): string {
  return `${scrollHeight} ${clientHeight}`;
}
