/** One way to record. */
export interface Case {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** Bound: the series is chosen before; the others choose it by attributes each time. */
  readonly isBound: boolean;
  readonly attributes: 0 | 2 | 4 | 8;
  /** Whether each recording brings an object of attributes of its own. */
  readonly isFresh: boolean;
  readonly series: 1 | 10_000;
}

type Rest = Partial<Omit<Case, 'name' | 'kind'>>;

function made(kind: Case['kind'], rest: Rest): Case {
  const { isBound = false, attributes = 4, isFresh = false, series = 1 } = rest;
  const objects = isBound || attributes === 0 ? '' : isFresh ? ', fresh' : ', reused';
  const name = `${kind} ${isBound ? 'bound' : 'unbound'}, ${attributes} attributes${objects}, ${series} series`;
  return { name, kind, isBound, attributes, isFresh, series };
}

export const CASES: readonly Case[] = [
  made('counter', { isBound: true }),
  made('counter', { isBound: true, series: 10_000 }),
  made('gauge', { isBound: true }),
  made('histogram', { isBound: true }),
  made('histogram', { isBound: true, series: 10_000 }),
  made('counter', { attributes: 0 }),
  ...([2, 4, 8] as const).flatMap((attributes) => [
    made('counter', { attributes }),
    made('counter', { attributes, isFresh: true }),
  ]),
  made('counter', { isFresh: true, series: 10_000 }),
  made('gauge', { isFresh: true }),
  made('histogram', { isFresh: true }),
];

export const KEYS = ['exchange', 'symbol', 'side', 'type', 'k5', 'k6', 'k7', 'k8'] as const;

/** Values for the attributes of each series; all but the symbol are the same. */
export function valuesOf(series: number): string[] {
  return ['binance', `COIN${series}/USDT`, 'buy', 'limit', 'v5', 'v6', 'v7', 'v8'];
}
