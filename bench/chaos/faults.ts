import { seededRandom } from '../../examples/paper-exchange/random-walk.js';

/** What can be the matter with a collector. */
export const FAULT_KINDS = [
  'down',
  'hang',
  'slow',
  'reset',
  'refusal',
  'throttled',
  'rubbish',
  'unreadable',
  'partial',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
export type Behaviour = FaultKind | 'well';

/** What each of them means; for the report. */
export const MEANINGS: Readonly<Record<Behaviour, string>> = {
  well: 'takes everything',
  down: 'its port is closed',
  hang: 'takes the request and never answers',
  slow: 'answers late, some of it after the timeout',
  reset: 'resets the connection half way',
  refusal: 'answers with 4xx or 5xx, or with a gRPC code',
  throttled: 'answers with 429 and Retry-After, or with RESOURCE_EXHAUSTED',
  rubbish: 'speaks another protocol',
  unreadable: 'takes it, and its answer cannot be decoded',
  partial: 'answers that it refused all data points',
};

/** How a collector behaves for a while. */
export interface Phase {
  readonly behaviour: Behaviour;
  readonly ms: number;
  /** 0 to 1; whatever else is left to chance comes from it. */
  readonly draw: number;
}

const SHORTEST_MS = 1_000;
const LONGEST_MS = 8_000;
const LONGEST_REST_MS = 4_000;

/**
 * Faults and rests in turns for so long. The kinds are shuffled and dealt, so that none is missing and
 * their order is the seed's.
 */
export function phases(seed: number, totalMs: number): Phase[] {
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => Math.round(low + random() * (high - low));
  const found: Phase[] = [];
  let dealt: FaultKind[] = [];
  for (let ms = 0; ms < totalMs; ) {
    if (dealt.length === 0) dealt = shuffled(FAULT_KINDS, random);
    const behaviour = dealt.pop() ?? 'down';
    const fault = { behaviour, ms: between(SHORTEST_MS, LONGEST_MS), draw: random() };
    const rest = { behaviour: 'well', ms: between(SHORTEST_MS, LONGEST_REST_MS), draw: 0 } as const;
    found.push(fault, rest);
    ms += fault.ms + rest.ms;
  }
  return found;
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
