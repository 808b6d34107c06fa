import { setTimeout as after } from 'node:timers/promises';
import { expect } from 'chai';
import type { Program } from '../support/program.js';
import { parseExposition } from '../support/series.js';
import { scrape, startExample } from './example.js';

const DEADLINE_MS = 15_000;

/** The demo in a process group of its own, as a shell starts it. */
function startDemo(env: Record<string, string> = {}): Program {
  return startExample('demo/main', { detached: true, env });
}

interface Trading {
  readonly url: string;
  readonly exchange: string;
  readonly orders: number;
}

/** Scrapes as the printed curl line does, until orders are there. */
async function trading(demo: Program): Promise<Trading> {
  const [, exchange = ''] = await demo.says(/paper exchange +(http:\S+)/);
  const [, token = '', url = ''] = await demo.says(
    /curl -H 'Authorization: Bearer (\S+)' (http:\S+)/,
  );
  const end = Date.now() + DEADLINE_MS;
  while (Date.now() < end) {
    const text = await scrape(url, token).then(
      (answer) => answer.text,
      () => '',
    );
    const orders = sumOf(text, 'genesis_orders_total');
    if (orders > 0) return { url, exchange, orders };
    await after(50);
  }
  throw new Error('the demo has placed no order');
}

function sumOf(text: string, name: string): number {
  return [...parseExposition(text)]
    .filter(([key]) => key.startsWith(name))
    .reduce((sum, [, value]) => sum + value, 0);
}

/** Orders in the last table on the screen. */
function lastOrders(stdout: string): number {
  return Number([...stdout.matchAll(/^ {2}orders +(\d+)$/gm)].at(-1)?.[1]);
}

/** Waits until nobody listens there any more: the processes of the demo are gone. */
async function gone(...urls: string[]): Promise<void> {
  const end = Date.now() + DEADLINE_MS;
  for (const url of urls) {
    while (await fetch(url).then(Boolean, () => false)) {
      if (Date.now() > end) throw new Error(`somebody still listens on ${url}`);
      await after(20);
    }
  }
}

describe('the demo', () => {
  it('trades, serves what it prints, and ends by itself', async () => {
    const demo = startDemo({ DEMO_SECONDS: '6' });
    const { url, exchange } = await trading(demo);
    expect((await scrape(url)).status).to.equal(401);
    const ending = await demo.ended();
    expect(ending.code).to.equal(0);
    expect(ending.stderr).to.match(/^[^\n]*had no valid credentials; it was refused\n$/);
    expect(lastOrders(ending.stdout)).to.be.above(0);
    await gone(url, exchange);
  });

  // Ctrl-C reaches the whole group, `kill -INT` the demo alone.
  for (const [name, target] of Object.entries({ 'Ctrl-C': -1, 'SIGINT alone': 1 })) {
    it(`ends cleanly at ${name}, and leaves no process`, async () => {
      const demo = startDemo();
      const { url, exchange, orders } = await trading(demo);
      process.kill(demo.pid * target, 'SIGINT');
      const ending = await demo.ended();
      expect(ending.code).to.equal(0);
      expect(ending.stderr).to.equal('');
      expect(lastOrders(ending.stdout)).to.be.at.least(orders);
      await gone(url, exchange);
    });
  }

  it('leaves no process where it is killed', async () => {
    const demo = startDemo();
    const { url, exchange } = await trading(demo);
    demo.kill('SIGKILL');
    await gone(url, exchange);
  });
});
