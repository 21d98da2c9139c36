/** How fast a recording can be played. */
export const speeds: readonly number[] = [1, 1.25, 1.5, 2];
