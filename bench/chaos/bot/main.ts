/** A bot under the preload: it records and trades at a steady pace, and tells how it is. */
import type { IntervalHistogram } from 'node:perf_hooks';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { currentGenesis, instrumentExchangeClient } from 'genesis-otel';
import type { Family } from '../../scrape/series.js';
import { families } from '../../scrape/series.js';

/** How it is at the moment: memory in bytes, times in milliseconds. */
export interface Sample {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly arrayBuffers: number;
  /** How late the event loop was since the last sample. */
  readonly delayP50: number;
  readonly delayP99: number;
  readonly delayMax: number;
}

/** What the parent can ask for. */
export interface BotReplies {
  sample: Sample;
  /** The same after garbage has been collected. */
  rested: Sample;
  /** Stops recording. */
  stop: Ledger;
}

/** What was done, by the bot's own count. */
export interface Ledger {
  /** Recordings by the key of their metric. */
  readonly recordings: Readonly<Record<string, number>>;
  /** Orders through the client. */
  readonly orders: number;
}

interface Recording {
  add(value: number): void;
  record(value: number): void;
}

const TICK_MS = 10;
const RESOLUTION_MS = 5;
const NANOSECONDS = 1e6;
const FIRST_ORDERS = 12_000;
const ORDERS_AT_ONCE = 50;
const VALUES = [0.0007, 0.003, 0.02, 0.2, 1.5, 20];

class HouseClient {
  #orders = 0;

  async place(_ticket: { market: string }): Promise<{ id: number }> {
    this.#orders += 1;
    return { id: this.#orders };
  }
}

function tradingClient(): HouseClient {
  const client = new HouseClient();
  instrumentExchangeClient(client, {
    exchange: 'house',
    methods: {
      place: {
        operation: 'create',
        orders: ({ market }) => ({ symbol: market, side: 'buy', type: 'limit' }),
      },
    },
  });
  return client;
}

/** Records to all series in turn, a few a tick, and keeps a count of its own. */
class Pace {
  readonly #series: { readonly key: Family['key']; readonly target: Recording }[] = [];
  readonly #ledger: Record<string, number> = {};
  readonly #client = tradingClient();
  readonly #perTick: number;
  readonly #ordersPerTick: number;
  #at = 0;
  #due = 0;
  #orders = 0;
  #firstOrders = 0;
  #isOver = false;

  constructor(lines: number, perSecond: number, ordersPerSecond: number) {
    const { instruments } = currentGenesis() ?? {};
    for (const { key, labels } of families(lines)) {
      const instrument = instruments?.[key] as unknown as {
        bind(labels: object): Recording;
      };
      for (const each of labels) this.#series.push({ key, target: instrument.bind(each) });
    }
    this.#perTick = (perSecond * TICK_MS) / 1_000;
    this.#ordersPerTick = (ordersPerSecond * TICK_MS) / 1_000;
  }

  /** What is remembered of the last orders is full then, as it is after some hours. */
  async placeManyOrders(): Promise<void> {
    while (this.#orders < FIRST_ORDERS) {
      await this.#order();
      if (this.#orders % ORDERS_AT_ONCE === 0) await new Promise(setImmediate);
    }
    this.#firstOrders = this.#orders;
  }

  async run(): Promise<void> {
    for (let round = 1; !this.#isOver; round += 1) {
      while (this.#due < round * this.#perTick) this.#record();
      const orders = this.#firstOrders + round * this.#ordersPerTick;
      while (this.#orders < orders) await this.#order();
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
  }

  end(): Ledger {
    this.#isOver = true;
    return { recordings: this.#ledger, orders: this.#orders };
  }

  #record(): void {
    const { key, target } = this.#series[this.#at % this.#series.length] ?? {};
    if (key === 'orderExecutionTime' || key === 'orderThrottleWait') {
      target?.record(VALUES[this.#at % VALUES.length] ?? 0);
    } else target?.add(1);
    this.#note(key ?? 'orders');
    this.#at += 1;
    this.#due += 1;
  }

  async #order(): Promise<void> {
    this.#orders += 1;
    await this.#client.place({ market: 'BTC/USDT' });
    for (const key of ['orders', 'orderExecutionTime']) this.#note(key);
  }

  #note(key: string): void {
    this.#ledger[key] = (this.#ledger[key] ?? 0) + 1;
  }
}

function sampleOf(delays: IntervalHistogram): Sample {
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const late = (nanoseconds: number): number => nanoseconds / NANOSECONDS - RESOLUTION_MS;
  const sample = {
    ...{ rss, heapUsed, external, arrayBuffers },
    delayP50: late(delays.percentile(50)),
    delayP99: late(delays.percentile(99)),
    delayMax: late(delays.max),
  };
  delays.reset();
  return sample;
}

async function main(): Promise<void> {
  const [lines, perSecond, ordersPerSecond] = process.argv.slice(2).map(Number);
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const address = await currentGenesis()?.endpoint();
  const pace = new Pace(lines ?? 0, perSecond ?? 0, ordersPerSecond ?? 0);
  await pace.placeManyOrders();
  delays.enable();
  void pace.run();
  process.on('message', (question: keyof BotReplies) => {
    if (question === 'rested') global.gc?.();
    process.send?.(question === 'stop' ? pace.end() : sampleOf(delays));
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ port: address?.port });
}

void main();
