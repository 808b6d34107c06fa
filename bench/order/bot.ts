/** A bot that places orders on the paper exchange, measured by one subject; prints their times. */
import { ccxtOptions } from '../../examples/paper-exchange/ccxt-options.js';
import type { Client, Subject } from './subjects.js';
import { start } from './subjects.js';

const WARM_UP = 150;

async function main(): Promise<void> {
  const [subject, url, count] = process.argv.slice(2);
  const running = await start(subject as Subject);
  const ccxt = require('ccxt') as typeof import('ccxt').default;
  const target = { url: url ?? '', venue: 'spot', apiKey: 'key-1' } as const;
  const options = ccxtOptions(new ccxt.pro.binance(), target);
  const client: Client = new ccxt.binance({ ...options, enableRateLimit: false });
  await client.loadMarkets();
  for (let left = WARM_UP; left > 0; left -= 1) await running.place(client);
  process.send?.({ port: running.port });
  const times: number[] = [];
  for (let left = Number(count); left > 0; left -= 1) {
    const began = performance.now();
    await running.place(client);
    times.push(performance.now() - began);
  }
  process.send?.({ times }, () => process.exit(0));
}

void main();
