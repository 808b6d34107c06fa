/** One character less than the shortest token that is accepted, which may stand in a wrong place. */
const LONGEST_NAME = 15;
const LONGEST_HOST = 64;
const LONGEST_LINE = 1_000;

/** Whether a line may show a name that somebody set and that means nothing to us. */
export function isShownName(name: string): boolean {
  return name.length <= LONGEST_NAME && /^[\w.-]+$/.test(name);
}

/** A host as a line may show it. */
export function shownHost(host: string): string {
  return host.length <= LONGEST_HOST && /^[\w.:%-]+$/.test(host) ? host : '(not shown)';
}

/** A line without what could start another or move the cursor, and bounded. */
export function shownLine(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, LONGEST_LINE);
}
