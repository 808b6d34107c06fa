import { Agent } from 'node:http';

/** The URL tree of a ccxt exchange, as `new ccxt.pro.binance().urls.api` has it. */
export interface UrlTree {
  readonly [name: string]: string | UrlTree;
}

/** What a client made without options shows: its default URLs and its tables of error codes. */
export interface CcxtDefaults {
  readonly urls: unknown;
  readonly exceptions: unknown;
}

export type CcxtClass = new () => CcxtDefaults;

/** Error codes and texts with the ccxt classes they become. */
interface ErrorTable {
  readonly exact?: object;
  readonly broad?: object;
}

/** What goes into the constructor of `ccxt.pro.binance` or `ccxt.pro.binanceusdm`. */
export interface CcxtOptions {
  readonly apiKey: string;
  readonly secret: string;
  readonly httpAgent: Agent;
  readonly urls: { readonly api: UrlTree };
  readonly exceptions: ErrorTable;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface CcxtTarget {
  /** `url` of a running paper exchange. */
  readonly url: string;
  readonly venue: 'spot' | 'usdm';
  readonly apiKey?: string;
  readonly secret?: string;
}

/**
 * Constructor options that point an unmodified ccxt client at a paper exchange. Takes the class, or
 * a client made from it, and does not load ccxt itself, so that the caller decides when to.
 */
export function ccxtOptions(from: CcxtClass | CcxtDefaults, target: CcxtTarget): CcxtOptions {
  const { url, venue, apiKey = 'paper-key', secret = 'paper-secret' } = target;
  const { urls, exceptions } = typeof from === 'function' ? new from() : from;
  return {
    apiKey,
    secret,
    // ccxt refuses ws:// URLs unless it was given an agent for plain connections.
    httpAgent: new Agent(),
    urls: { api: pointAt(url, (urls as { api: UrlTree }).api) },
    exceptions: errorTable(exceptions, venue),
    options: {
      // Both would ask for signed wallet routes that the paper exchange does not have.
      fetchCurrencies: false,
      fetchMargins: false,
      fetchMarkets: { types: [venue === 'spot' ? 'spot' : 'linear'] },
    },
  };
}

/**
 * The venue's own table. ccxt chooses it by Binance's host name, so on any other host -2019 would no
 * longer be InsufficientFunds.
 */
function errorTable(exceptions: unknown, venue: CcxtTarget['venue']): ErrorTable {
  const tables = exceptions as Readonly<Record<string, ErrorTable | undefined>>;
  const { exact = {}, broad = {} } = tables[venue === 'spot' ? 'spot' : 'linear'] ?? {};
  return { exact, broad };
}

function pointAt(url: string, tree: UrlTree): UrlTree {
  const ws = url.replace(/^http/, 'ws');
  const moved = (value: string): string =>
    value
      // ccxt tells spot sockets from futures ones by "/stream", which the host has at Binance.
      .replace(/^wss:\/\/stream\.[^/]+/, `${ws}/stream`)
      .replace(/^wss:\/\/[^/]+/, ws)
      .replace(/^https:\/\/[^/]+/, url);
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [
      name,
      typeof value === 'string' ? moved(value) : pointAt(url, value),
    ]),
  );
}
