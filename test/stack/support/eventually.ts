const PAUSE_MS = 50;

/** Asks until there is an answer other than undefined; throws after the deadline. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  deadlineMs = 20_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`gave up waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Looks until what is seen is good, or the deadline is past; gives the last look in any case. */
export async function lookUntil<T>(
  look: () => Promise<T>,
  isGood: (seen: T) => boolean,
  deadlineMs = 30_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (isGood(seen) || Date.now() > end) return seen;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
