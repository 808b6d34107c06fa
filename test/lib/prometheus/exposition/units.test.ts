import { expect } from 'chai';
import { unitWord } from '../../../../lib/prometheus/exposition/units.js';

describe('unitWord', () => {
  for (const [family, unit, word] of [
    ['time_seconds', 's', 'seconds'],
    ['latency_milliseconds', 'ms', 'milliseconds'],
    ['memory_bytes', 'By', 'bytes'],
    ['cpu_percent', '%', 'percent'],
    ['usage_ratio', '1', 'ratio'],
    ['io_bytes_per_second', 'By/s', 'bytes_per_second'],
    ['pnl_USD', 'USD', 'USD'],
    ['seconds', 's', undefined],
    ['milliseconds', 's', undefined],
    ['time_seconds_ago', 's', undefined],
    ['orders_order', '{order}', undefined],
    ['io_bytes_per', 'By/', undefined],
    ['a_b_c', 'a/b/c', undefined],
    ['x_constructor', 'constructor', 'constructor'],
    ['x_', '', undefined],
  ] as const) {
    it(`says ${word} for ${family} in ${JSON.stringify(unit)}`, () => {
      expect(unitWord(family, unit)).to.equal(word);
    });
  }
});
