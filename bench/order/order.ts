import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Part } from '../part.js';
import { installPeers } from '../peer-packages.js';
import { median, quantile } from '../statistics.js';
import type { Table } from '../table.js';
import type { Subject } from './subjects.js';
import { SUBJECTS } from './subjects.js';

const BOT = join(__dirname, 'bot.js');
const EXCHANGE = join(__dirname, '../../examples/paper-exchange/main.js');
const ORDERS = 1_000;
const ROUNDS = 3;
const SCRAPE_EVERY_MS = 100;
const SHARES = [0.5, 0.99, 0.999];

/** Milliseconds of an order: the median over rounds of each of the shares. */
type Quantiles = readonly number[];
export interface OrderFigures {
  readonly unscraped: Record<Subject, Quantiles>;
  readonly scraped: Record<Subject, Quantiles>;
}

/** What measuring adds to an order, with the exchange in another process. */
export const orderPart: Part<OrderFigures> = {
  name: 'order',
  measure: async () => {
    installPeers();
    return { unscraped: await measureAll(false), scraped: await measureAll(true) };
  },
  tables: ({ unscraped, scraped }) => [
    tableOf('Orders on the paper exchange, not scraped', unscraped),
    tableOf(`Orders on the paper exchange, scraped every ${SCRAPE_EVERY_MS} ms`, scraped),
  ],
  targets: () => [],
};

async function measureAll(isScraped: boolean): Promise<Record<Subject, Quantiles>> {
  const rounds: Record<Subject, Quantiles>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const found: [Subject, Quantiles][] = [];
    for (const subject of SUBJECTS) found.push([subject, await measure(subject, isScraped)]);
    rounds.push(Object.fromEntries(found) as Record<Subject, Quantiles>);
  }
  const entries = SUBJECTS.map((subject) => [
    subject,
    SHARES.map((_, at) => median(rounds.map((round) => round[subject][at] ?? Number.NaN))),
  ]);
  return Object.fromEntries(entries) as Record<Subject, Quantiles>;
}

/** Each with an exchange of its own: orders add up there, and slow it down. */
async function measure(subject: Subject, isScraped: boolean): Promise<Quantiles> {
  const exchange = fork(EXCHANGE, ['--tick-ms', '0'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await urlOf(exchange);
  const env = { ...process.env, OTEL_LOG_LEVEL: 'none' };
  const bot = fork(BOT, [subject, url, String(ORDERS)], { env });
  const { port } = (await messageOf(bot)) as { port: number };
  const timer =
    isScraped && port > 0 ? setInterval(() => scrape(port), SCRAPE_EVERY_MS) : undefined;
  const { times } = (await messageOf(bot)) as { times: number[] };
  clearInterval(timer);
  exchange.disconnect();
  await once(exchange, 'exit');
  return SHARES.map((share) => quantile(times, share));
}

/** A bot that ends instead has failed, and has said why. */
async function messageOf(bot: ChildProcess): Promise<unknown> {
  const ended = once(bot, 'exit').then(([code]) => {
    throw new Error(`the bot ended with ${code}`);
  });
  ended.catch(() => {});
  const [message] = await Promise.race([once(bot, 'message'), ended]);
  return message;
}

async function urlOf(exchange: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of exchange.stdout ?? []) {
    text += chunk;
    const found = /http:\/\/[\w.:]+/.exec(text);
    if (found !== null) return found[0];
  }
  throw new Error('the paper exchange did not say where it is');
}

function scrape(port: number): void {
  fetch(`http://127.0.0.1:${port}/metrics`)
    .then((response) => response.text())
    .catch(() => {});
}

function tableOf(title: string, found: Record<Subject, Quantiles>): Table {
  return {
    title: `${title}: milliseconds (+ what it adds to the bare call)`,
    head: ['', 'p50', 'p99', 'p99.9'],
    rows: SUBJECTS.map((subject) => [
      subject,
      ...found[subject].map((value, at) => {
        const added = value - (found.bare[at] ?? Number.NaN);
        const sign = added < 0 ? '-' : '+';
        return subject === 'bare'
          ? value.toFixed(3)
          : `${value.toFixed(3)} (${sign}${Math.abs(added).toFixed(3)})`;
      }),
    ]),
  };
}
