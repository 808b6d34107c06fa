import { expect } from 'chai';
import {
  closingSideLabel,
  orderTypeLabel,
  sideLabel,
} from '../../../../instrumentation/core/orders/order-labels.js';

describe('order labels', () => {
  const types: [unknown, string][] = [
    ['market', 'market'],
    ['LIMIT', 'limit'],
    ['STOP_LOSS_LIMIT', 'stop_loss_limit'],
    ['stopLoss', 'stop_loss'],
    ['TAKE_PROFIT_MARKET', 'take_profit_market'],
    ['stop-limit', 'stop_limit'],
    ['iceberg-17', 'other'],
    ['', 'unknown'],
    [undefined, 'unknown'],
    [{}, 'unknown'],
  ];
  for (const [type, label] of types) {
    it(`call type ${String(type)} ${label}`, () => expect(orderTypeLabel(type)).to.equal(label));
  }

  it('know two sides', () => {
    expect(['buy', 'SELL', 'bid', 'long', 'constructor', undefined].map(sideLabel)).to.deep.equal([
      'buy',
      'sell',
      'buy',
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(['long', 'short', 'buy'].map(closingSideLabel)).to.deep.equal(['sell', 'buy', 'buy']);
  });
});
