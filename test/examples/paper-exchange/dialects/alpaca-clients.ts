import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Alpaca, streaming } from '@alpacahq/alpaca-trade-api';

interface Address {
  readonly url: string;
}

/** The path under which the paper exchange answers as Alpaca. */
export const alpacaUrl = ({ url }: Address): string => `${url}/alpaca`;

const socketUrl = (exchange: Address): string => alpacaUrl(exchange).replace('http', 'ws');

/** A client of the 4.x line, which takes no base URL and is led to the exchange by a middleware. */
export function alpaca4(exchange: Address, keyId = 'key-4', timeoutMs = 5000): Alpaca {
  const pre = async ({ url, init }: { url: string; init: RequestInit }) => ({
    url: url.replace(/^https:\/\/[^/]+/, alpacaUrl(exchange)),
    init,
  });
  return new Alpaca({ keyId, secret: 'secret', retry: false, timeoutMs, middleware: [{ pre }] });
}

export const credentials = (keyId = 'key-4') => ({ keyId, secret: 'secret' });

export const tradingStream4 = (exchange: Address, keyId?: string) =>
  new streaming.TradingStream({
    credentials: credentials(keyId),
    url: `${socketUrl(exchange)}/stream`,
    reconnect: false,
  });

export const cryptoStream4 = (exchange: Address, keyId?: string) =>
  new streaming.CryptoDataStream({
    credentials: credentials(keyId),
    url: `${socketUrl(exchange)}/v1beta3/crypto/us`,
    reconnect: false,
  });

type Told = Readonly<Record<string, unknown>>;

interface Stream3 extends EventEmitter {
  connect(): void;
  disconnect(): void;
  onConnect(listener: () => void): void;
}

/** What is used of the 3.x line, whose own types are not those of the package by its name. */
export interface Alpaca3 {
  createOrder(order: Told): Promise<Told>;
  replaceOrder(id: string, order: Told): Promise<Told>;
  cancelOrder(id: string): Promise<Told>;
  cancelAllOrders(): Promise<Told[]>;
  getOrders(query: Told): Promise<Told[]>;
  getPositions(): Promise<Told[]>;
  closePosition(symbol: string): Promise<Told>;
  closeAllPositions(): Promise<Told[]>;
  getAccountActivities(query: Told): Promise<Told[]>;
  readonly trade_ws: Stream3 & {
    subscribe(keys: string[]): void;
    onOrderUpdate(listener: (update: Told) => void): void;
  };
  readonly crypto_stream_v1beta3: Stream3 & {
    subscribeForTrades(symbols: string[]): void;
    onCryptoTrade(listener: (trade: Told) => void): void;
  };
}

const FIXTURE = join(__dirname, '../../../../../test/fixtures/alpaca-3/package.json');

/** The 3.x line, which is installed beside the newer one in a folder of its own. */
export const requireAlpaca3 = () =>
  createRequire(FIXTURE)('@alpacahq/alpaca-trade-api') as new (
    options: object,
  ) => Alpaca3;

export const alpaca3 = (exchange: Address, keyId = 'key-3'): Alpaca3 =>
  new (requireAlpaca3())({
    keyId,
    secretKey: 'secret',
    baseUrl: alpacaUrl(exchange),
    dataStreamUrl: socketUrl(exchange),
  });
