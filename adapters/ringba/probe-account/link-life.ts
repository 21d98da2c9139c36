/** How long a signed link says that it lives; null where nothing in it says so. The link itself is never told. */
export interface LinkLife {
  /** From its signing, where that is in the link. */
  seconds: number | null;
  expiresAtUtc: Date | null;
  /** The parameter that says it. */
  by: string;
}

/**
 * Reads the expiry of a link: S3 and GCS (`X-Amz-Date` + `X-Amz-Expires`), S3's older signature and CloudFront
 * (`Expires`, seconds of Unix time), Azure (`se`).
 */
export function linkLife(url: URL): LinkLife | null {
  const given = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  for (const vendor of ["X-Amz", "X-Goog"]) {
    const seconds = wholeNumber(given.get(`${vendor.toLowerCase()}-expires`));
    if (seconds === null) continue;
    const signed = compactMoment(given.get(`${vendor.toLowerCase()}-date`));
    const expiresAtUtc = signed === null ? null : new Date(signed.getTime() + seconds * 1000);
    return { seconds, expiresAtUtc, by: `${vendor}-Expires` };
  }
  const unixSeconds = wholeNumber(given.get("expires"));
  if (unixSeconds !== null)
    return { seconds: null, expiresAtUtc: new Date(unixSeconds * 1000), by: "Expires" };
  const azure = Date.parse(given.get("se") ?? "");
  return Number.isFinite(azure) ? { seconds: null, expiresAtUtc: new Date(azure), by: "se" } : null;
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) : null;
}

/** Such as 20261124T120000Z. */
function compactMoment(text: string | undefined): Date | null {
  const parts = text?.match(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
