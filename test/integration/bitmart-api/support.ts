import type { Call } from '../support/driven-bot.js';

export const BOTS = ['bitmart-api/bot.cjs', 'bitmart-api/bot.mjs'] as const;

export const call = (on: string, method: string, ...args: unknown[]): Call => ({
  on,
  method,
  args,
});

/** A spot order. */
export const spot = (fields: object): Call =>
  call('spot', 'submitSpotOrderV2', { symbol: 'BTC_USDT', side: 'buy', type: 'limit', ...fields });

export const buy = spot({ type: 'market', notional: '500' });
export const limit = (price: string, size = '0.01'): Call => spot({ price, size });

/** A futures order; a contract is 0.001 BTC. */
export const futures = (fields: object): Call =>
  call('futures', 'submitFuturesOrder', {
    symbol: 'BTCUSDT',
    side: 1,
    type: 'market',
    size: 10,
    ...fields,
  });
