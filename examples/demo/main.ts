/**
 * The demo: a paper exchange, a bot that trades on it under the preload, and a table that is read
 * from `/metrics` alone. `DEMO_SECONDS` ends it by itself; without it, Ctrl-C does.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { startBot, startExchange, stop } from './children.js';
import { parseScrape } from './exposition.js';
import { renderLine, renderTable } from './table.js';

const REFRESH_MS = 1_000;
const LOG_EVERY = 5;
const DEFAULT_PORT = 9464;
const CLEAR_SCREEN = '\u001b[H\u001b[2J';

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

async function main(): Promise<void> {
  const seconds = demoSeconds();
  const token = process.env['PROMETHEUS_AUTH_TOKEN'] || randomBytes(24).toString('base64url');
  const port = await usablePort();
  const exchange = await startExchange();
  const bot = startBot({
    GENESIS_INITIAL_EQUITY: '100000',
    ...process.env,
    PAPER_EXCHANGE_URL: exchange.url,
    PROMETHEUS_AUTH_TOKEN: token,
    OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
  });
  const endpoint = `http://localhost:${port}/metrics`;
  const intro = [
    `paper exchange  ${exchange.url}`,
    `endpoint        ${endpoint}`,
    `try             curl -H 'Authorization: Bearer ${token}' ${endpoint}`,
    '',
  ].join('\n');
  print(intro);
  await stirTrouble(exchange.url);
  const ended = Promise.race([asked(seconds), once(bot, 'exit').then(() => 'bot' as const)]);
  const reason = await watch(endpoint, token, intro, ended);
  // The bot first: an exchange that vanishes is a fault, and ccxt says so on its way out.
  await stop(bot);
  await stop(exchange.child);
  if (reason === 'bot') {
    process.stderr.write('the bot ended before the demo did\n');
    process.exitCode = 1;
  }
}

/** Shows the table until told otherwise, and one last time at the end. */
async function watch<T>(
  endpoint: string,
  token: string,
  intro: string,
  ended: Promise<T>,
): Promise<T> {
  const live = process.stdout.isTTY === true;
  let last: ReturnType<typeof parseScrape> | undefined;
  for (let tick = 1; ; tick += 1) {
    const reason = await Promise.race([ended, pause(REFRESH_MS)]);
    last = (await scrape(endpoint, token)) ?? last;
    if (reason !== undefined) {
      if (last !== undefined)
        print(`${live ? `${CLEAR_SCREEN}${intro}\n` : '\n'}${renderTable(last)}`);
      return reason as T;
    }
    if (last === undefined) continue;
    if (live) print(`${CLEAR_SCREEN}${intro}\n${renderTable(last)}\n\nCtrl-C ends the demo`);
    else if (tick % LOG_EVERY === 0) print(renderLine(last));
  }
}

/** One scrape; undefined while the bot is still starting. */
async function scrape(endpoint: string, token: string) {
  try {
    const response = await fetch(endpoint, { headers: { authorization: `Bearer ${token}` } });
    return response.ok ? parseScrape(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}

/** A real exchange refuses, limits and delays now and then; so does this one. */
async function stirTrouble(url: string): Promise<void> {
  const faults = [
    { kind: 'reject', scope: 'orders', ratio: 0.02 },
    { kind: 'rate-limit', scope: 'orders', ratio: 0.005, retryAfterS: 1 },
    { kind: 'slow', scope: 'orders', ratio: 0.2, ms: 30 },
  ];
  await fetch(new URL('/paper/faults', url), { method: 'POST', body: JSON.stringify(faults) });
}

/** Resolves when the demo's time is over or somebody presses Ctrl-C. */
function asked(seconds: number | undefined): Promise<'asked'> {
  return new Promise((resolve) => {
    const end = (): void => resolve('asked');
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    if (seconds !== undefined) setTimeout(end, seconds * 1_000);
  });
}

function demoSeconds(): number | undefined {
  const text = process.env['DEMO_SECONDS'];
  if (text === undefined || text === '') return undefined;
  const seconds = Number(text);
  if (!(seconds > 0)) throw new Error('DEMO_SECONDS must be a number of seconds above 0');
  return seconds;
}

/** The port that was asked for, else 9464, else any that is free; 0 asks for any. */
async function usablePort(): Promise<number> {
  const asked = process.env['OTEL_EXPORTER_PROMETHEUS_PORT'] || undefined;
  if (asked !== undefined && Number(asked) !== 0) return Number(asked);
  const usual = asked === undefined ? await freePort(DEFAULT_PORT) : undefined;
  return usual ?? (await freePort(0)) ?? DEFAULT_PORT;
}

function freePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, 'localhost', () => {
      const { port: found } = probe.address() as { port: number };
      probe.close(() => resolve(found));
    });
  });
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, undefined));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
