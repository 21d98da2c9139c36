/** What scripts can rely on (the numbers above 1 are those of sysexits.h). */
export const exitCodes = {
  done: 0,
  /** Part of the work could not be done; the rest was. */
  partly: 1,
  usage: 64,
  unavailable: 69,
  configuration: 78,
  stopped: 130,
} as const;

/** As `--help` and README list them. */
export const exitCodesText =
  "0 done, 1 partly done, 64 wrong usage, 69 unavailable, 78 wrong configuration, 130 stopped by Ctrl-C before its end";

/** An error whose message is written for the person at the terminal, with the exit code to end on. */
export class CommandError extends Error {
  override name = "CommandError";
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.partly, options?: { cause?: unknown }) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
