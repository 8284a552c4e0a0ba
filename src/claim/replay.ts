/** The command that prints a witness again: of a claim, or of one of its near misses. */
export function replayCommand(claim: string, nearMiss?: string): string {
  return `commute replay ${claim}${nearMiss === undefined ? "" : ` --near-miss ${nearMiss}`}`;
}
