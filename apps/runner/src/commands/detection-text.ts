import type { Detection } from "@callscript/core/desk/detection.ts";

/** Detection on an installation's own calls, for a person at a terminal. */
export function detectionText(detection: Detection): string {
  const { days, flagged, doubted, passed, found, missed } = detection;
  const bad = ({ value, low, high }: Detection["found"]) => `${value} (${low} to ${high})`;
  return `${[
    `Of the bad calls first judged in the last ${days} days, so many were flagged:`,
    `  ${headline(detection)}`,
    "",
    `flagged              ${flagged}, ${detection.checkedFlagged} of them checked by people, ${detection.confirmed} confirmed bad`,
    `sent to a person     ${doubted}, ${detection.checkedDoubted} of them checked, ${detection.doubtedBad} confirmed bad`,
    `passed               ${passed}, ${detection.sampled} of them drawn by chance, ${detection.checkedSample} of those checked, ${detection.sampleBad} confirmed bad`,
    ...(detection.detection === null
      ? []
      : [`bad calls, estimated ${bad(found)} flagged, ${bad(missed)} not flagged`]),
  ].join("\n")}\n`;
}

function headline({ detection, lacks, checkedSample, leastChecked, target }: Detection): string {
  if (detection !== null) {
    const { value, low, high } = detection;
    const verdict = low >= target ? "reached" : high < target ? "not reached" : "too few checked to tell";
    return `${percent(value)} (95 %: ${percent(low)} to ${percent(high)}); the target of ${percent(target)}: ${verdict}`;
  }
  switch (lacks) {
    case "flagged":
      return "– (no flagged call was checked by a person yet)";
    case "doubted":
      return "– (no call that was sent to a person was checked yet)";
    case "bad":
      return "– (no bad call among those that people checked)";
    default:
      return `– (${checkedSample} of ${leastChecked} passed calls checked that were drawn by chance)`;
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
