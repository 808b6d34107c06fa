import { type CcxtDefaults, ccxtOptions } from '../../examples/paper-exchange/ccxt-options.js';

interface Client extends CcxtDefaults {
  loadMarkets(): Promise<unknown>;
  createOrder(symbol: string, type: string, side: string, amount: number): Promise<unknown>;
}

interface Ccxt {
  readonly binance: new (options?: object) => Client;
}

/** One order that is filled, and one that the account cannot pay for. */
export async function trade(ccxt: Ccxt): Promise<void> {
  const url = process.env['PAPER_EXCHANGE_URL'] ?? '';
  const exchange = new ccxt.binance(ccxtOptions(ccxt.binance, { url, venue: 'spot' }));
  await exchange.loadMarkets();
  await exchange.createOrder('BTC/USDT', 'market', 'buy', 0.01);
  const failure = await exchange.createOrder('BTC/USDT', 'market', 'buy', 500).catch(nameOf);
  process.stdout.write(`traded ${failure}\n`);
  process.stdin.resume();
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
