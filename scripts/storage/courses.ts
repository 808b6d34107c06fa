import type { ParsedFamily } from '../../test/support/exposition/parse-exposition.js';
import type { ParsedSample } from '../../test/support/exposition/sample-line.js';
import type { Dice } from './dice.js';
import type { Moment } from './trader.js';

export type SeriesName = Pick<ParsedSample, 'name' | 'labels'>;

/** Some series whose values belong together, such as the buckets of a histogram. */
export interface Course {
  readonly series: readonly SeriesName[];
  /** Their values after another step, in the same order. */
  next(moment: Moment): ArrayLike<number>;
}

type Labels = Readonly<Record<string, string>>;

/** Expected events in a second, on average over the day. */
const EVENTS: Readonly<Record<string, number>> = {
  genesis_orders_total: 0.02,
  genesis_orders_failed_total: 0.0006,
  genesis_order_errors_total: 0.0008,
  genesis_trades_total: 0.03,
  genesis_order_execution_time_seconds: 0.02,
  genesis_order_throttle_wait_seconds: 0.08,
  genesis_websocket_latency_ms: 2,
  genesis_websocket_ping_seconds: 0.05,
  genesis_scrape_duration_seconds: 0.1,
  genesis_scrape_response_size_bytes: 0.1,
};
/** Where half of what a histogram sees lies below; its unit is the histogram's own. */
const MEDIANS: Readonly<Record<string, number>> = {
  genesis_order_execution_time_seconds: 0.08,
  genesis_order_throttle_wait_seconds: 0.02,
  genesis_websocket_latency_ms: 30,
  genesis_websocket_ping_seconds: 0.04,
  genesis_scrape_duration_seconds: 0.004,
  genesis_scrape_response_size_bytes: 6_000,
};
const SPREAD = 0.7;
const PAGE_BYTES = 4_096;

const GAUGES: Readonly<Record<string, (moment: Moment, labels: Labels, dice: Dice) => number>> = {
  genesis_pnl_dollars: ({ realizedCents, unrealizedCents }) =>
    (realizedCents + unrealizedCents) / 100,
  genesis_realized_pnl_dollars: ({ realizedCents }) => realizedCents / 100,
  genesis_unrealized_pnl_dollars: ({ unrealizedCents }) => unrealizedCents / 100,
  genesis_drawdown_percent: ({ drawdown }) => drawdown,
  genesis_tilt_score: ({ drawdown }) => Math.min(100, Math.round(drawdown * 4) * 5),
  genesis_position_count: ({ unrealizedCents }) => (Math.abs(unrealizedCents) > 10_000 ? 1 : 0),
  genesis_connection_status: ({ isConnected }) => (isConnected ? 1 : 0),
  genesis_up: ({ uptime }, _, dice) => uptime + dice.uniform() / 1_000,
  genesis_memory_usage_bytes: (_moment, _, dice) =>
    Math.round(40_000 + 500 * dice.normal()) * PAGE_BYTES,
  genesis_cpu_usage_percent: ({ activity }, _, dice) => 6 * activity * (0.5 + dice.uniform()),
  genesis_clock_offset_seconds: (_moment, _, dice) => Math.round(20 + 2 * dice.normal()) / 1_000,
  genesis_rate_limit_usage_ratio: rateLimit,
};

/** The courses of a bot's series. What is not known here stays as it was exposed. */
export function coursesOf(families: readonly ParsedFamily[], dice: Dice): Course[] {
  return families.flatMap((family) => {
    if (family.type === 'histogram') return histograms(family, dice);
    return family.samples.map((sample) =>
      family.type === 'counter' ? counter(sample, dice) : gauge(sample, dice),
    );
  });
}

function counter(sample: ParsedSample, dice: Dice): Course {
  const rate = EVENTS[sample.name] ?? 0;
  let total = 0;
  return {
    series: [sample],
    next: ({ hasRestarted, activity, stepSeconds }) => {
      if (hasRestarted) total = 0;
      total += rate === 0 ? 0 : dice.events(rate * activity * stepSeconds);
      return [total];
    },
  };
}

function gauge(sample: ParsedSample, dice: Dice): Course {
  const course = GAUGES[sample.name];
  return {
    series: [sample],
    next: (moment) => [course?.(moment, sample.labels, dice) ?? sample.value],
  };
}

/** A window of a minute or less fills up and falls back; that of a day follows the clock. */
function rateLimit({ seconds, activity }: Moment, { limit_type }: Labels): number {
  const window = limit_type === 'weight_1m' ? 60 : limit_type === 'orders_10s' ? 10 : 86_400;
  return Math.round(400 * activity * (((seconds + 7) % window) / window)) / 1_000;
}

function histograms({ name, samples }: ParsedFamily, dice: Dice): Course[] {
  const groups = new Map<string, ParsedSample[]>();
  for (const sample of samples) {
    const { le: _, ...labels } = sample.labels;
    const key = JSON.stringify(labels);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.values()].map((group) => histogram(name, group, dice));
}

function histogram(name: string, samples: readonly ParsedSample[], dice: Dice): Course {
  const bounds = samples.map(({ labels }) => boundOf(labels['le']));
  const sumAt = samples.findIndex((sample) => sample.name === `${name}_sum`);
  const rate = EVENTS[name] ?? 0;
  const values = new Float64Array(samples.length);
  return {
    series: samples,
    next: ({ hasRestarted, activity, stepSeconds }) => {
      if (hasRestarted) values.fill(0);
      for (let left = dice.events(rate * activity * stepSeconds); left > 0; left -= 1) {
        observe(values, bounds, sumAt, (MEDIANS[name] ?? 1) * Math.exp(SPREAD * dice.normal()));
      }
      return values;
    },
  };
}

/** The sum has no bound, the count is that of infinity. */
function boundOf(le: string | undefined): number {
  return le === undefined || le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le);
}

function observe(
  values: Float64Array,
  bounds: readonly number[],
  sumAt: number,
  observed: number,
): void {
  for (const [index, bound] of bounds.entries()) {
    if (index === sumAt) values[index] = (values[index] ?? 0) + observed;
    else if (observed <= bound) values[index] = (values[index] ?? 0) + 1;
  }
}
