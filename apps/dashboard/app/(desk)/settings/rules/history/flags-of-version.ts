/** How many calls are flagged that were asked a version of a pack; "General@1+Medicare@2" names the versions of two. */
export function flagsOfVersion(
  flagged: readonly { qa_version: string; calls: number }[],
  pack: string,
  version: string,
): number {
  return flagged
    .filter(({ qa_version }) => qa_version.split("+").includes(`${pack}@${version}`))
    .reduce((sum, { calls }) => sum + calls, 0);
}
