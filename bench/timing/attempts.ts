/** The token that opens the endpoint of this bench. */
export const TOKEN = 'the-right-token-of-the-timing-bench';

/** What somebody shows who knows the token, and what others show who would like to. */
export const ATTEMPTS = {
  right: `Bearer ${TOKEN}`,
  'last byte wrong': `Bearer ${TOKEN.slice(0, -1)}X`,
  'first byte wrong': `Bearer X${TOKEN.slice(1)}`,
  'other length': `Bearer ${TOKEN.slice(0, 16)}`,
  none: undefined,
} as const satisfies Record<string, string | undefined>;
export type Attempt = keyof typeof ATTEMPTS;

export const ATTEMPT_NAMES = Object.keys(ATTEMPTS) as Attempt[];

/** Times by attempt. */
export type Times = Record<Attempt, number[]>;

/** Times every attempt again and again, in an order that changes, so that drifts hit all alike. */
export async function interleaved(
  rounds: number,
  time: (attempt: Attempt) => Promise<number | undefined>,
): Promise<Times> {
  const times = Object.fromEntries(ATTEMPT_NAMES.map((name) => [name, [] as number[]])) as Times;
  for (let round = 0; round < rounds; round += 1) {
    for (const attempt of shuffled(ATTEMPT_NAMES)) {
      const taken = await time(attempt);
      if (taken !== undefined) times[attempt].push(taken);
    }
  }
  return times;
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
