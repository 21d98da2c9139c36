/** Places for work that is done at once, in this process; one is given back once, however often that is said. */
export function openTurns(places: number): () => (() => void) | null {
  let free = places;
  return () => {
    if (free === 0) return null;
    free -= 1;
    let isBack = false;
    return () => {
      if (isBack) return;
      isBack = true;
      free += 1;
    };
  };
}
