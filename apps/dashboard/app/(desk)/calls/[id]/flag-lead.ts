/** A flag is played from so many seconds before it. */
export const leadSeconds = 2;
