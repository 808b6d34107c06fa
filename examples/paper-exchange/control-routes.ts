import type { Core } from './core.js';
import { isFaultKind, parseFault } from './faults.js';
import { MARKETS } from './markets.js';
import { plain } from './money.js';
import { isOpen } from './orders.js';

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Answers one request under `/paper/`. */
export type Control = (method: string, url: URL, body: string) => ControlAnswer;

const ok = (body: unknown): ControlAnswer => ({ status: 200, body });

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function setFaults({ faults }: Core, body: string): ControlAnswer {
  const parsed = asList(JSON.parse(body)).map(parseFault);
  for (const fault of parsed) {
    faults.set(fault);
  }
  return ok({ faults: faults.list() });
}

function clearFaults({ faults }: Core, kind: string | null): ControlAnswer {
  if (kind !== null && !isFaultKind(kind)) {
    throw new TypeError(`there is no fault ${kind}`);
  }
  faults.clear(kind ?? undefined);
  return ok({ faults: faults.list() });
}

function log({ journal }: Core, query: URLSearchParams): ControlAnswer {
  const kind = query.get('kind');
  const since = Number(query.get('since') ?? 0);
  const entries = journal
    .all()
    .filter((entry) => entry.seq > since && (kind === null || entry.kind === kind));
  return ok({ entries });
}

function setPrice({ prices }: Core, body: string): ControlAnswer {
  const { symbol, price } = JSON.parse(body) as { symbol: string; price: string | number };
  return ok({ symbol, price: plain(prices.set(symbol, price).price) });
}

function walk({ prices }: Core, body: string): ControlAnswer {
  const { running } = JSON.parse(body) as { running: boolean };
  if (running) {
    prices.resume();
  } else {
    prices.pause();
  }
  return ok({ running });
}

function accountState(core: Core) {
  return core.accounts.all().map((account) => ({
    account: account.id,
    spot: Object.fromEntries(
      [...account.spot.balances()].map(([asset, { free, locked }]) => [
        asset,
        { free: plain(free), locked: plain(locked) },
      ]),
    ),
    usdm: {
      wallet: plain(account.usdm.wallet),
      unrealized: plain(account.usdm.totalUnrealized()),
      available: plain(account.usdm.available()),
      positions: [...account.usdm.positions()].map(([symbol, { qty, entryPrice, realized }]) => ({
        symbol,
        qty: plain(qty),
        entryPrice: plain(entryPrice),
        realized: plain(realized),
        unrealized: plain(account.usdm.unrealized(symbol)),
      })),
    },
    openOrders: {
      spot: core.venues.spot.orders(account).filter(isOpen).length,
      usdm: core.venues.usdm.orders(account).filter(isOpen).length,
    },
  }));
}

const state = (core: Core, connections: number): ControlAnswer =>
  ok({
    time: core.time(),
    prices: Object.fromEntries(
      [...MARKETS.keys()].map((symbol) => [symbol, plain(core.prices.quote(symbol).price)]),
    ),
    faults: core.faults.list(),
    connections,
    accounts: accountState(core),
  });

/** What the control routes may do to the open WebSockets. */
export interface Sockets {
  drop(): number;
  count(): number;
}

/** The control routes: faults, prices, journal and state, over plain HTTP. */
export function controlRoutes(core: Core, sockets: Sockets): Control {
  const route = (key: string, url: URL, body: string): ControlAnswer => {
    switch (key) {
      case 'GET /paper/state':
        return state(core, sockets.count());
      case 'GET /paper/log':
        return log(core, url.searchParams);
      case 'GET /paper/faults':
        return ok({ faults: core.faults.list() });
      case 'POST /paper/faults':
        return setFaults(core, body);
      case 'DELETE /paper/faults':
        return clearFaults(core, url.searchParams.get('kind'));
      case 'POST /paper/drop-sockets':
        return ok({ dropped: sockets.drop() });
      case 'POST /paper/price':
        return setPrice(core, body);
      case 'POST /paper/walk':
        return walk(core, body);
      default:
        return { status: 404, body: { error: `there is no ${key}` } };
    }
  };
  return (method, url, body) => {
    try {
      return route(`${method} ${url.pathname}`, url, body);
    } catch (error) {
      return { status: 400, body: { error: error instanceof Error ? error.message : 'bad body' } };
    }
  };
}
