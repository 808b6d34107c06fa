import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ask, bearer } from '../../lib/prometheus/support/ask.js';
import { tlsFile } from '../../lib/prometheus/support/files.js';
import { eventually } from '../../stack/support/eventually.js';
import { CANARY } from './answers.js';
import { attack, type Visit } from './campaign.js';
import type { EndpointProcess } from './endpoint-process.js';
import type { Figures } from './figures.js';
import { RIGHT_TOKEN } from './requests.js';
import type { Clients } from './visits.js';

/** An endpoint, and those who try to bring it down. */
export interface Siege {
  readonly endpoint: EndpointProcess;
  readonly clients: Clients;
  readonly visit: Visit;
  readonly requests: number;
}

/** The authority of the endpoint's certificate. */
export const authority = (): Buffer => readFileSync(tlsFile('ca-crt'));

/** Longer than the endpoint gives a client for anything, such as the end of its headers. */
const SETTLED_WITHIN_MS = 90_000;
/** What a hundred thousand requests may leave behind: caches that are full, code that was compiled. */
const MOST_GROWTH_BYTES = 3 * 2 ** 20;
/** Kinds of trouble are said once, or once a minute, however many requests make it. */
const MOST_LINES = 40;

/** Visits that fill caches and let code be compiled, so that growth after them is a leak. */
const MOST_WARM_UP_REQUESTS = 5_000;
const WARM_UP_INDEX = 1e9;

/** Lets all visits happen, and expects the endpoint to be as it was before. */
export async function endure({ endpoint, clients, visit, requests }: Siege): Promise<void> {
  const idle = await endpoint.figures();
  await attack(endpoint, Math.min(MOST_WARM_UP_REQUESTS, requests), visit, WARM_UP_INDEX);
  clients.destroy();
  const warm = await settled(endpoint, { ...idle, heapBytes: Number.POSITIVE_INFINITY });
  await attack(endpoint, requests, visit);
  clients.destroy();
  await expectScrape(endpoint, clients.speakTls);
  const after = await settled(endpoint, warm);
  expectCalm(endpoint);
  tell(warm, after, endpoint.lines);
  console.log(`      answers: ${clients.tally}`);
}

function tell(before: Figures, after: Figures, lines: number): void {
  const grown = ((after.heapBytes - before.heapBytes) / 1024).toFixed(0);
  const was = (before.heapBytes / 2 ** 20).toFixed(1);
  console.log(`      heap ${was} MiB before and ${grown} KiB more after; ${lines} lines said`);
}

/** Waits until nothing is left of the clients, and gives the figures of then. */
async function settled(endpoint: EndpointProcess, before: Figures): Promise<Figures> {
  return await eventually(
    'the endpoint to come to rest',
    async () => {
      const figures = await endpoint.figures();
      return isAtRest(figures, before) ? figures : undefined;
    },
    SETTLED_WITHIN_MS,
  ).catch(async (fault: unknown) => {
    const [were, are] = [before, await endpoint.figures()].map((each) => JSON.stringify(each));
    throw new Error(`${String(fault)}: it was at ${were} and is at ${are}`);
  });
}

/** Waits until a scrape is answered as if nothing had happened. */
async function expectScrape(endpoint: EndpointProcess, tls: boolean): Promise<void> {
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${endpoint.port}/metrics`;
  const question = { ...bearer(RIGHT_TOKEN), ...(tls ? { ca: authority() } : {}) };
  const { body } = await eventually('a scrape', async () => {
    const answer = await ask(url, question);
    return answer.status === 200 ? answer : undefined;
  });
  expect(body).to.include(`genesis_orders_total{exchange="binance",symbol="${CANARY}"`);
  expect((await ask(url, { ...question, headers: {} })).status).to.equal(401);
}

/** Expects that the process has lived on, and has not said much. */
function expectCalm(endpoint: EndpointProcess): void {
  expect(endpoint.ending).to.equal(undefined);
  expect(endpoint.output).to.not.match(/uncaught|unhandled|warning|\n {4}at /i);
  expect(endpoint.lines, endpoint.output).to.be.at.most(MOST_LINES);
}

function isAtRest(figures: Figures, before: Figures): boolean {
  return (
    figures.sockets <= before.sockets &&
    figures.heapBytes <= before.heapBytes + MOST_GROWTH_BYTES &&
    Object.entries(figures.resources).every(([kind, n]) => n <= (before.resources[kind] ?? 0))
  );
}
