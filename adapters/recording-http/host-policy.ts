/** Stands for Amazon's S3 among recording hosts. */
const amazonS3 = "amazon-s3";

/** Where Ringba's recordings are: its own hosts, and the S3 that these redirect to. */
export const defaultRecordingHosts: readonly string[] = ["*.ringba.com", amazonS3];

/** The same without a wildcard, for where only the name can be checked. */
export const exactRecordingHosts: readonly string[] = ["media.ringba.com", amazonS3];

const label = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const hostForm = new RegExp(`^(?:\\*\\.)?(?:${label}\\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?$`);

/** A host, `*.` and a domain for every host below it, or `amazon-s3`; in ASCII (punycode) and lower case. */
export function isHostPattern(text: string): boolean {
  return text === amazonS3 || hostForm.test(text);
}

// By path or by bucket, of a region or of all, the old form with a dash, dual stack, accelerated. A bucket with a dot in
// its name has no valid certificate there. Websites (s3-website), access points and everything else of Amazon are not S3.
const region = "[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\\d{1,2}";
const byName = `s3|s3[.-]${region}|s3\\.dualstack\\.${region}|s3-external-1`;
const s3Host = new RegExp(
  `^(?:(?:[a-z0-9_-]+\\.)?(?:${byName})|[a-z0-9_-]+\\.s3-accelerate(?:\\.dualstack)?)\\.amazonaws\\.com$`,
);

/** Whether a host, as a parsed URL gives it, is one that recordings may come from. */
export function isRecordingHost(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    if (pattern === amazonS3) return s3Host.test(host);
    return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;
  });
}
