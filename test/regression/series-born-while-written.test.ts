import { emptyResource } from '@opentelemetry/resources';
import { expect } from 'chai';
import { SharedMeterProvider } from '../../lib/meter/shared-meter-provider.js';
import { writeExposition } from '../../lib/prometheus/exposition/write-exposition.js';

const REQUEST = { format: 'text-0.0.4' } as const;

// It was written without its labels, which is another series.
describe('a series that comes while its stream is being written', () => {
  it('is left to the next scrape', () => {
    const provider = new SharedMeterProvider({
      views: [{ instrumentName: '*', aggregationCardinalityLimit: 20_000 }],
    });
    const orders = provider.getMeter('bot').createCounter('orders_total');
    for (let index = 0; index < 5_000; index += 1) orders.add(1, { symbol: `COIN${index}` });
    const written = (): Generator<string | Buffer> => {
      const streams = provider.directory.streams();
      const exposed = { resource: emptyResource(), streams, scopeMetrics: [] };
      return writeExposition(exposed, REQUEST, { created: false });
    };
    let text = '';
    for (const piece of written()) {
      text += piece.toString();
      if (text.includes('COIN0')) orders.add(1, { symbol: 'LATE' });
    }
    expect(text).not.to.match(/^orders_total \d/m);
    expect(text).not.to.contain('LATE');
    expect(text.match(/^orders_total\{/gm)).to.have.length(5_000);
    expect([...written()].join('')).to.contain('orders_total{symbol="LATE"} ');
  });
});
