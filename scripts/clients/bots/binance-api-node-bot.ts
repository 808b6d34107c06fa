import type Binance from 'binance-api-node';
import { report, taskOfEnvironment } from './contract.js';
import { refused } from './heard.js';

type Factory = typeof Binance;

interface Module {
  /** An import finds the exports of CommonJS one level further down. */
  readonly default: Factory | { readonly default: Factory };
}

const ORDER = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.01' } as never;
const but = (more: object): never => ({ ...(ORDER as object), ...more }) as never;

export async function main(module: Module): Promise<void> {
  const { url, apiKey } = taskOfEnvironment();
  const ws = url.replace(/^http/, 'ws');
  const make = typeof module.default === 'function' ? module.default : module.default.default;
  const client = make({
    apiKey,
    apiSecret: 'secret',
    httpBase: url,
    httpFutures: url,
    wsBase: `${ws}/ws`,
    wsFutures: `${ws}/market/ws`,
  } as never);
  let close: unknown;
  const messages = await new Promise<number>((resolve) => {
    let found = 0;
    close = client.ws.trades(['BTCUSDT'], () => {
      found += 1;
      if (found === 3) resolve(found);
    });
  });

  await client.order(ORDER);
  await client.order(but({ quantity: '900' })).catch(refused);
  await client.order(but({ symbol: 'NOPEUSDT' })).catch(refused);
  const { orderId } = await client.order(but({ type: 'LIMIT', price: '20000' }));
  await client.cancelOrder({ symbol: 'BTCUSDT', orderId });
  await client.order(but({ side: 'SELL' }));
  await client.futuresOrder(but({ quantity: '0.02' }));
  await client.futuresOrder(but({ side: 'SELL' }));
  await client.futuresUserTrades({ symbol: 'BTCUSDT' } as never);
  report({
    refusedLocally: 0,
    messages,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol'],
  });
  process.stdin.once('end', () =>
    (close as (options: object) => void)({ delay: 0, fastClose: true }),
  );
}
