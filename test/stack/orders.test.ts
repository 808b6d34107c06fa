import { expect } from 'chai';
import { mapValues, pointsBy, valuesBy } from './support/by-key.js';
import type { OrderReport } from './support/commands.js';
import { MINUTE, rate } from './support/functions.js';
import type { Order } from './support/order-counts.js';
import * as counts from './support/order-counts.js';
import { needPrograms } from './support/programs.js';
import type { Point } from './support/prometheus-api.js';
import { documented } from './support/queries.js';
import { expectSameFigures } from './support/same-figures.js';
import { type Desk, Stack } from './support/stack.js';
import { SLOW_MS, tradeOneRound } from './support/trading-round.js';

const WINDOW = 5 * MINUTE;
const { orderKey, orderSeriesKey, timeKey, timeSeriesKey } = counts;

describe('orders in a real Prometheus', () => {
  let stack: Stack;
  /** What the bot says of its orders, in the order of the exchange's journal. */
  const reports: OrderReport[] = [];
  /** How many orders the first sample tells of. */
  let early = 0;
  /** When the last sample was taken. */
  let at = 0;

  before(async function () {
    needPrograms(this, 'prometheus');
    const round = async (desk: Desk) => void reports.push(...(await tradeOneRound(desk)));
    // Several orders before the first sample: the zero point of each counter is then too far away
    // to shorten the extrapolation, and ratios of rates are ratios of counts.
    const first = async (desk: Desk) => {
      await round(desk);
      await round(desk);
    };
    stack = await Stack.start({ first });
    early = orders().length;
    for (let i = 0; i < 3; i += 1) {
      await round(stack);
      at = await stack.scraped();
    }
  });

  after(() => stack?.stop());

  const orders = (): readonly Order[] => stack.exchange.journal.orders;
  const query = (title: string) => stack.prometheus.instant(documented(title), at);
  const raw = (metric: string) => stack.prometheus.raw(`${metric}[5m]`, at);
  const rateOf = (points: readonly Point[]): number => rate(points, { end: at, length: WINDOW });
  const countOf = (some: readonly Order[], key = orderKey) => counts.sumBy(some, key, () => 1);

  /** A series that says what the journal says, at the times of the scrapes. */
  function asJournaled(points: readonly Point[], first: number, last: number): Point[] {
    return points.map((point, i) => ({ ...point, value: i === points.length - 1 ? last : first }));
  }

  /** What the rates of all label sets should be by the journal's count of the orders. */
  async function ratesByJournal(countOfSome: (some: readonly Order[]) => Record<string, number>) {
    const first = countOfSome(orders().slice(0, early));
    const last = countOfSome(orders());
    const times = pointsBy(await raw('genesis_orders_total'), orderSeriesKey);
    return mapValues(times, (points, key) =>
      rateOf(asJournaled(points, first[key] ?? 0, last[key] ?? 0)),
    );
  }

  it('are counted exactly as the exchange has them in its journal', async () => {
    const series = pointsBy(await raw('genesis_orders_total'), orderSeriesKey);
    expect(mapValues(series, (points) => points[0]?.value)).to.deep.equal(
      countOf(orders().slice(0, early)),
    );
    expect(mapValues(series, (points) => points.at(-1)?.value)).to.deep.equal(countOf(orders()));
    expect(orders().length).to.equal(reports.length);
  });

  it('fail as often as the journal says, with a zero where none failed', async () => {
    const series = pointsBy(await raw('genesis_orders_failed_total'), orderSeriesKey);
    const failures = countOf(orders().filter(counts.hasFailed));
    expect(mapValues(series, (points) => points.at(-1)?.value)).to.deep.equal(
      mapValues(countOf(orders()), (_, key) => failures[key] ?? 0),
    );
    expect(Object.values(failures).reduce((sum, count) => sum + count)).to.equal(
      reports.filter(({ error }) => error !== undefined).length,
    );
  });

  it('have the rate that their count gives', async () => {
    const answer = valuesBy(await query('Order execution rate (per second)'), orderSeriesKey);
    expectSameFigures(answer, await ratesByJournal(countOf));
    expect(Math.min(...Object.values(answer))).to.be.greaterThan(0);
  });

  it('have the failure percentage of the journal', async () => {
    const answer = valuesBy(await query('Failed order percentage'), orderSeriesKey);
    const late = orders().slice(early);
    const failed = countOf(late.filter(counts.hasFailed));
    expectSameFigures(
      answer,
      mapValues(countOf(late), (count, key) => ((failed[key] ?? 0) / count) * 100),
    );
    // Not one figure for all: the label sets are kept apart, and one never fails.
    expect(new Set(Object.values(answer)).size).to.be.greaterThan(2);
    expect(Object.values(answer)).to.include(0);
  });

  it('take on average no less than the exchange took and no more than the bot waited', async () => {
    const answer = valuesBy(await query('Average execution time (last 5 minutes)'), timeSeriesKey);
    const late = orders().slice(early);
    const waited = reports.slice(early);
    const count = countOf(late, timeKey);
    const handling = counts.sumBy(late, timeKey, ({ handlingMs }) => handlingMs / 1000);
    const waiting = counts.sumBy(
      late.map((order, i) => ({ key: timeKey(order), ms: waited[i]?.milliseconds ?? Number.NaN })),
      ({ key }) => key,
      ({ ms }) => ms / 1000,
    );
    expect(Object.keys(answer).sort()).to.deep.equal(Object.keys(count).sort());
    for (const [key, mean] of Object.entries(answer)) {
      expect(mean, key).to.be.at.least((handling[key] ?? Number.NaN) / (count[key] ?? 0));
      expect(mean, key).to.be.at.most((waiting[key] ?? Number.NaN) / (count[key] ?? 0));
      expect(mean, key).to.be.at.least(SLOW_MS / 1000);
    }
  });

  it('take on average what the raw sums and counts say', async () => {
    const metric = 'genesis_order_execution_time_seconds';
    const sums = pointsBy(await raw(`${metric}_sum`), timeSeriesKey);
    const sizes = pointsBy(await raw(`${metric}_count`), timeSeriesKey);
    expect(mapValues(sizes, (points) => points.at(-1)?.value)).to.deep.equal(
      countOf(orders(), timeKey),
    );
    const answer = await query('Average execution time (last 5 minutes)');
    expectSameFigures(
      valuesBy(answer, timeSeriesKey),
      mapValues(sums, (points, key) => rateOf(points) / rateOf(sizes[key] ?? [])),
    );
  });
});
