/** A bot that places orders on the paper exchange, measured by one subject; prints their times. */
import { ccxtOptions } from '../../examples/paper-exchange/ccxt-options.js';
import type { Client, Subject } from './subjects.js';
import { start } from './subjects.js';

const WARM_UP = 150;
/** The exchange lets each of them place so many orders in ten seconds, and no more. */
const ACCOUNTS = 40;

async function main(): Promise<void> {
  const [subject, url, count] = process.argv.slice(2);
  const running = await start(subject as Subject);
  const ccxt = require('ccxt') as typeof import('ccxt').default;
  const defaults = new ccxt.pro.binance();
  const clients = Array.from({ length: ACCOUNTS }, (_, at): Client => {
    const target = { url: url ?? '', venue: 'spot', apiKey: `key-${at}` } as const;
    return new ccxt.binance({ ...ccxtOptions(defaults, target), enableRateLimit: false });
  });
  for (const client of clients) await client.loadMarkets();
  const place = (at: number): Promise<unknown> => running.place(clients[at % ACCOUNTS] as Client);
  for (let at = 0; at < WARM_UP; at += 1) await place(at);
  process.send?.({ port: running.port });
  const times: number[] = [];
  for (let at = 0; at < Number(count); at += 1) {
    const began = performance.now();
    await place(at);
    times.push(performance.now() - began);
  }
  process.send?.({ times }, () => process.exit(0));
}

void main();
