import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { parseExposition } from '../../support/series.js';
import { sumOf } from './support.js';

const ROOT = join(__dirname, '../../../..');
const TOKEN = 'a-token-for-the-preload-tests';

interface Preloaded {
  readonly child: ChildProcess;
  readonly stderr: () => string;
  readonly metrics: string;
}

/** Runs a bot under the preload until it has traded, and scrapes it. */
async function runBot(flag: string, bot: string, url: string, port: number): Promise<Preloaded> {
  const script = join(ROOT, 'test/fixtures/bots', bot);
  const child = spawn(process.execPath, [flag, 'genesis-otel/register', script], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      PAPER_EXCHANGE_URL: url,
      PROMETHEUS_AUTH_TOKEN: TOKEN,
      OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const lines = createInterface(child.stdout);
  const [line] = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
  if (line !== 'traded') throw new Error(`the bot ended early: ${stderr}`);
  return { child, stderr: () => stderr, metrics: await scrape(port, child) };
}

/** A bot may have traded before the thread of its endpoint listens. */
async function scrape(port: number, child: ChildProcess): Promise<string> {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    }).catch((error: unknown) => {
      if (child.exitCode !== null) throw error;
      return setImmediate(undefined);
    });
    if (response === undefined) continue;
    expect(response.status).to.equal(200);
    return response.text();
  }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

describe('a preloaded ccxt bot', () => {
  let exchange: PaperExchange;

  before(async () => {
    exchange = await quietExchange();
  });
  after(() => exchange.close());

  const cases: [flag: string, bot: string, clients: number][] = [
    ['--require', 'ccxt-require.cjs', 1],
    ['--require', 'ccxt-typescript.cjs', 1],
    ['--require', 'ccxt-import.mjs', 1],
    ['--import', 'ccxt-import-names.mjs', 1],
    ['--import', 'ccxt-require.cjs', 1],
    ['--require', 'ccxt-both.mjs', 2],
  ];
  for (const [flag, bot, clients] of cases) {
    it(`is seen with ${flag} and ${bot}`, async () => {
      const before = exchange.journal.fills.length;
      const { child, stderr, metrics } = await runBot(flag, bot, exchange.url, await freePort());
      child.stdin?.end('go\n');
      const [code] = (await once(child, 'exit')) as [number | null];
      const series = parseExposition(metrics);
      expect(sumOf(series, 'genesis_orders_total')).to.equal(2 * clients);
      expect(sumOf(series, 'genesis_orders_failed_total')).to.equal(clients);
      expect(sumOf(series, 'genesis_order_errors_total')).to.equal(clients);
      expect(sumOf(series, 'genesis_order_execution_time_seconds_count')).to.equal(2 * clients);
      const fills = exchange.journal.fills.length - before;
      expect(sumOf(series, 'genesis_trades_total')).to.equal(fills);
      expect(code).to.equal(0);
      expect(stderr()).to.equal('');
    });
  }
});
