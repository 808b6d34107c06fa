/** A bot that places orders on the paper exchange, measured by one subject; prints their times. */
import { ccxtOptions } from '../../examples/paper-exchange/ccxt-options.js';
import { families } from '../scrape/series.js';
import type { Client, Subject } from './subjects.js';
import { start } from './subjects.js';

const WARM_UP = 500;
/** The exchange lets each of them place so many orders in ten seconds, and no more. */
const ACCOUNTS = 40;

/** What the parent asks for: so many orders. */
export interface Turn {
  readonly orders: number;
}

async function main(): Promise<void> {
  const [subject, url, lines] = process.argv.slice(2);
  const running = await start(subject as Subject);
  running.record(families(Number(lines)));
  const ccxt = require('ccxt') as typeof import('ccxt').default;
  const defaults = new ccxt.pro.binance();
  const clients = Array.from({ length: ACCOUNTS }, (_, at): Client => {
    const target = { url: url ?? '', venue: 'spot', apiKey: `key-${at}` } as const;
    return new ccxt.binance({ ...ccxtOptions(defaults, target), enableRateLimit: false });
  });
  for (const client of clients) await client.loadMarkets();
  let placed = 0;
  const place = (): Promise<unknown> => {
    placed += 1;
    return running.place(clients[placed % ACCOUNTS] as Client);
  };
  for (let left = WARM_UP; left > 0; left -= 1) await place();
  process.on('message', async ({ orders }: Turn) => {
    const times: number[] = [];
    for (let left = orders; left > 0; left -= 1) {
      const began = performance.now();
      await place();
      times.push(performance.now() - began);
    }
    process.send?.({ times });
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ port: running.port });
}

void main();
