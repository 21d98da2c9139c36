/** Where a call's recording lies in the vault, without the extension that its type decides: by its UTC day. */
export function recordingKey(callId: string, startTimeUtc: Date): string {
  const [year, month, day] = startTimeUtc.toISOString().slice(0, 10).split("-");
  return `recordings/${year}/${month}/${day}/${callId}`;
}
