import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { PACKAGE_ROOT } from '../integration/preload/bot.js';
import { milliseconds } from '../stack/alerting/support/duration.js';
import { fasterExpression } from '../stack/alerting/support/faster-expression.js';
import { timedFiles } from '../stack/alerting/support/shipped-files.js';
import { timeLapse } from '../stack/alerting/support/time-lapse.js';

const FILES = [...timedFiles('alertmanager'), ...timedFiles('prometheus')];
const DURATION = /\b(?:\d+(?:ms|[smhdw]))+\b/g;

/** The durations of a file outside of what people read, in the order that they come in. */
function durations(yaml: string): string[] {
  const isText = (key: string): boolean => key === 'annotations' || key === 'labels';
  const settings = JSON.stringify(parse(yaml), (key, value) => (isText(key) ? undefined : value));
  return settings.match(DURATION) ?? [];
}

describe('time lapse', () => {
  const expressions: readonly (readonly [original: string, tenfold: string])[] = [
    ['rate(x_total[5m]) > 0.5', 'rate(x_total[30000ms]) > 0.5'],
    ['x unless x offset 1m30s', 'x unless x offset 9000ms'],
    ['x offset -1m', 'x offset -6000ms'],
    ['max_over_time(rate(x[10s])[1h:15s])', 'max_over_time(rate(x[1000ms])[360000ms:1500ms])'],
    ['x{window="5m"} > 300', 'x{window="5m"} > 300'],
    ['x # within [5m]\n  > 1', 'x # within [5m]\n  > 1'],
    ['x and on (job) (genesis_up < 300)', 'x and on (job) (genesis_up < 30)'],
  ];

  for (const [original, tenfold] of expressions) {
    it(`divides what is time in ${JSON.stringify(original)}`, () => {
      expect(fasterExpression(original, 10)).to.equal(tenfold);
      expect(fasterExpression(original, 1)).to.equal(original);
    });
  }

  it('divides settings, and leaves labels, annotations and comments alone', () => {
    const yaml = `
# every 5m
interval: 15s
rules:
  - for: 2m # not 3m
    expr: |-
      x[1m]
      > 1
    labels: { window: 5m }
    annotations:
      for: 1m
  - expr: 'y[1m]'
`;
    expect(timeLapse(yaml, 10)).to.equal(`
# every 5m
interval: "1500ms"
rules:
  - for: "12000ms" # not 3m
    expr: "x[6000ms]\\n> 1"
    labels: { window: 5m }
    annotations:
      for: 1m
  - expr: "y[6000ms]"
`);
  });

  it('refuses a duration in a place that it does not know, rather than leave it out', () => {
    expect(() => timeLapse('unheard_of: 5m', 10)).to.throw('unheard_of');
  });

  it('refuses what is no PromQL', () => {
    expect(() => fasterExpression('rate(x[5m', 10)).to.throw('not PromQL');
  });

  it('knows the files that are shipped', () => {
    expect(FILES).to.include.members([
      'docker/alertmanager/alertmanager.yml',
      'docker/prometheus/prometheus.yml',
      'docker/prometheus/rules/genesis-alerts.yml',
    ]);
  });

  for (const file of FILES) {
    const original = readFileSync(join(PACKAGE_ROOT, file), 'utf8');

    it(`leaves ${file} as it is where time goes as ever`, () => {
      expect(timeLapse(original, 1)).to.equal(original);
    });

    it(`leaves no duration of ${file} out`, () => {
      const tenfold = durations(timeLapse(original, 10)).map(milliseconds);
      expect(tenfold).to.deep.equal(durations(original).map((text) => milliseconds(text) / 10));
    });
  }
});
