import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Accounts } from './accounts.js';
import { controlRoutes } from './control-routes.js';
import { Core, type CoreOptions } from './core.js';
import type { Fault, Faults } from './faults.js';
import { requestListener } from './http-server.js';
import type { Journal } from './journal.js';
import type { Prices } from './prices.js';
import type { RateLimits } from './rate-limits.js';
import { WsServer } from './ws-server.js';

export { accountIdOf } from './accounts.js';
export type { Fault, FaultKind } from './faults.js';
export type { Entry, FillEntry, Journal, Logged, OrderEntry, RequestEntry } from './journal.js';

export interface PaperExchangeOptions extends CoreOptions {
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** Faults that are on from the start. */
  readonly faults?: readonly Fault[];
}

export interface PaperExchange {
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly prices: Prices;
  readonly accounts: Accounts;
  readonly limits: Readonly<Record<'spot' | 'usdm', RateLimits>>;
  /** The exchange's own time in milliseconds, clock fault included. */
  time(): number;
  /** Cuts every WebSocket without a closing handshake; tells how many there were. */
  dropSockets(): number;
  /** Stops everything; safe to call twice. */
  close(): Promise<void>;
}

/** Starts a paper exchange on loopback: Binance spot and USD-M, REST and WebSocket, on one port. */
export async function startPaperExchange(
  options: PaperExchangeOptions = {},
): Promise<PaperExchange> {
  const core = new Core(options);
  for (const fault of options.faults ?? []) {
    core.faults.set(fault);
  }
  const sockets = new WsServer(core);
  const server = createServer(requestListener(core, controlRoutes(core, sockets)));
  sockets.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  core.prices.resume();

  let closing: Promise<void> | undefined;
  const close = () =>
    new Promise<void>((resolve) => {
      core.prices.pause();
      sockets.close();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    faults: core.faults,
    journal: core.journal,
    prices: core.prices,
    accounts: core.accounts,
    limits: core.limits,
    time: () => core.time(),
    dropSockets: () => sockets.drop(),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
