import { expect } from 'chai';
import { counterName, labelName, metricName } from '../../../../lib/prometheus/exposition/names.js';

describe('metricName', () => {
  for (const [given, name] of [
    ['genesis_up', 'genesis_up'],
    ['http.server.duration', 'http_server_duration'],
    ['a.-/b', 'a_b'],
    ['a__b', 'a_b'],
    ['1st', '_1st'],
    ['rule:x', 'rule_x'],
    ['preis€', 'preis_'],
    ['', undefined],
    ['_', undefined],
    ['日本', undefined],
  ] as const) {
    it(`makes ${name} of ${JSON.stringify(given)}`, () => {
      expect(metricName(given)).to.equal(name);
    });
  }
});

describe('counterName', () => {
  it('takes one _total off', () => {
    expect(counterName('a_total')).to.equal('a');
    expect(counterName('a_total_total')).to.equal('a_total');
    expect(counterName('a')).to.equal('a');
    expect(counterName('total')).to.equal('total');
  });

  it('leaves a name that is nothing else', () => {
    expect(counterName('_total')).to.equal('_total');
  });
});

describe('labelName', () => {
  for (const [key, label] of [
    ['exchange', 'exchange'],
    ['otel.metric.overflow', 'otel_metric_overflow'],
    ['_private', 'key_private'],
    ['__name__', 'key_name_'],
    ['1st', 'key_1st'],
    ['', 'key_'],
    ['日本', 'key_'],
    ['a:b', 'a_b'],
    ['le', 'le'],
  ] as const) {
    it(`makes ${label} of ${JSON.stringify(key)}`, () => {
      expect(labelName(key, false)).to.equal(label);
    });
  }

  it("leaves le to a histogram's buckets", () => {
    expect(labelName('le', true)).to.equal('exported_le');
    expect(labelName('level', true)).to.equal('level');
  });
});
