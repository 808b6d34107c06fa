import ccxt from 'ccxt';
import { ccxtOptions } from '../../../examples/paper-exchange/ccxt-options.js';
import {
  type PaperExchange,
  type PaperExchangeOptions,
  startPaperExchange,
} from '../../../examples/paper-exchange/index.js';

export type Spot = InstanceType<typeof ccxt.pro.binance>;
export type Usdm = InstanceType<typeof ccxt.pro.binanceusdm>;

/** One client of each class to read defaults from: constructing one takes milliseconds. */
const defaults = { spot: new ccxt.pro.binance(), usdm: new ccxt.pro.binanceusdm() };

export interface ClientOptions {
  readonly apiKey?: string;
  readonly timeout?: number;
}

export function spotClient(exchange: PaperExchange, options: ClientOptions = {}): Spot {
  const { apiKey = 'key-1', ...rest } = options;
  const target = { url: exchange.url, venue: 'spot', apiKey } as const;
  return new ccxt.pro.binance({ ...ccxtOptions(defaults.spot, target), ...rest, rateLimit: 1 });
}

export function usdmClient(exchange: PaperExchange, options: ClientOptions = {}): Usdm {
  const { apiKey = 'key-1', ...rest } = options;
  const target = { url: exchange.url, venue: 'usdm', apiKey } as const;
  const base = ccxtOptions(defaults.usdm, target);
  // ccxt keeps a timer for this long, which close() does not end and which keeps the process alive.
  const own = { ...base.options, listenKeyRefreshRate: 500 };
  return new ccxt.pro.binanceusdm({ ...base, ...rest, options: own, rateLimit: 1 });
}

/** An exchange whose prices move only by hand, with bid and ask at the price. */
export const quietExchange = (options: PaperExchangeOptions = {}): Promise<PaperExchange> =>
  startPaperExchange({ tickMs: 0, halfSpreadTicks: 0, ...options });

/** The ccxt class name of what a call fails with. */
export async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as Error).name;
  }
  return 'no error';
}

/** Waits until a condition holds; throws after the deadline. */
export async function until(condition: () => boolean, what: string, deadlineMs = 5000) {
  const end = Date.now() + deadlineMs;
  while (!condition()) {
    if (Date.now() > end) {
      throw new Error(`gave up waiting for ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The id of an order; ccxt types it as possibly missing. */
export function idOf(order: { id?: string | undefined }): string {
  if (order.id === undefined) {
    throw new Error('the order has no id');
  }
  return order.id;
}

/** The last element, or an error that says what is missing. */
export function last<T>(items: readonly T[]): T {
  const item = items.at(-1);
  if (item === undefined) {
    throw new Error('the list is empty');
  }
  return item;
}
