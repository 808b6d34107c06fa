import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sample } from '../../examples/demo/exposition.js';
import { parseScrape } from '../../examples/demo/exposition.js';
import { Program } from '../../test/support/program.js';

/** What a smoke test runs in. */
export interface SmokeContext {
  /** The Node.js under test. */
  readonly node: string;
  /** The project in which the package is installed. */
  readonly project: string;
  /** The paper exchange. */
  readonly exchangeUrl: string;
}

/** One thing that must work on every version of Node.js; it rejects where it does not. */
export interface SmokeTest {
  readonly name: string;
  run(context: SmokeContext): Promise<void>;
}

export const TOKEN = 'a-token-of-the-smoke-tests';
const ENDS_WITHIN_MS = 5_000;
const SERVED_WITHIN_MS = 20_000;

/** Starts a program of the project with the endpoint on `port`. */
export function startBot(
  { node, project, exchangeUrl }: SmokeContext,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  return new Program(args, {
    node,
    cwd: project,
    env: {
      PAPER_EXCHANGE_URL: exchangeUrl,
      PROMETHEUS_AUTH_TOKEN: TOKEN,
      OTEL_EXPORTER_PROMETHEUS_PORT: '0',
      ...env,
    },
    timeoutMillis: 60_000,
  });
}

/** A bot may have traded before anything listens. */
export async function isServed(url: string): Promise<void> {
  const deadline = performance.now() + SERVED_WITHIN_MS;
  const isUp = (): Promise<boolean> =>
    scrape(url).then(
      () => true,
      () => false,
    );
  while (!(await isUp()) && performance.now() < deadline) await pause(20);
}

/** Scrapes with the token, after seeing that nothing is served without it. */
export async function scrapeGuarded(url: string, token = TOKEN): Promise<Sample[]> {
  assert.equal((await fetch(url)).status, 401, 'the endpoint must ask for its token');
  return scrape(url, token);
}

/** Scrapes with the token. */
export async function scrape(url: string, token = TOKEN): Promise<Sample[]> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(response.status, 200);
  return parseScrape(await response.text());
}

/** What the endpoint says of the request without a token that it was asked with. */
const REFUSED = /^\[warn\] [^\n]* had no valid credentials; it was refused\n/m;

/** The program ends soon, well, and without a word on stderr: a warning there is a failure. */
export async function endsQuietly(program: Program): Promise<void> {
  const released = performance.now();
  program.release();
  const { code, signal, stderr } = await program.ended();
  assert.equal(stderr.replace(REFUSED, ''), '', 'stderr');
  assert.deepEqual({ code, signal }, { code: 0, signal: null });
  const lasted = performance.now() - released;
  assert.ok(lasted < ENDS_WITHIN_MS, `it took ${Math.round(lasted)} ms to end`);
}
