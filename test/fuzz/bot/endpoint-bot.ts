/** A bot whose endpoint is under fire. It tells its parent how it feels when asked. */
import { readdirSync, readlinkSync } from 'node:fs';
import { startGenesis } from 'genesis-otel';
import { CANARY } from '../support/answers.js';
import type { Figures } from '../support/figures.js';

const TRADE_EVERY_MS = 50;

const { collector, endpoint } = started();

function started() {
  const genesis = startGenesis({ exporters: ['prometheus'] });
  return { collector: genesis.collector, endpoint: genesis.endpoint() };
}

function trade(): void {
  const order = { exchange: 'binance', symbol: CANARY, side: 'buy', type: 'limit' };
  collector.recordOrder(order);
  collector.recordExecutionTime(0.02, { exchange: 'binance', type: 'limit' });
  collector.updatePnl({ realized: '12.50', unrealized: '-3.25' });
}

function figures(): Figures {
  // Twice, because what finalizers let go is free only the second time.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return { heapBytes: heapUsed + external, sockets: openSockets(), resources: resources() };
}

/** The system is asked, because Node.js does not list handles that are unref-ed. */
function openSockets(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:');
    } catch {
      return false;
    }
  }).length;
}

function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

async function main(): Promise<void> {
  trade();
  setInterval(trade, TRADE_EVERY_MS);
  process.on('message', () => process.send?.(figures()));
  const address = await endpoint;
  process.send?.({ port: address?.port });
}

process.once('disconnect', () => process.exit(0));
void main();
