import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { expect } from 'chai';
import { risk } from '../../../monitoring/dashboards/risk.js';
import { moments, placed } from '../../../scripts/pictures/answers.js';
import { eachBucket, heat } from '../../../scripts/pictures/cells.js';
import { named, reached } from '../../../scripts/pictures/colours.js';
import { figure } from '../../../scripts/pictures/figures.js';
import { interpolated } from '../../../scripts/pictures/interpolation.js';
import { stretches, times } from '../../../scripts/pictures/marks.js';
import { escaped, statMarkup } from '../../../scripts/pictures/markup.js';
import type { Plot } from '../../../scripts/pictures/plot.js';
import { legendOf, plot } from '../../../scripts/pictures/plot.js';
import { forPanel } from '../../../scripts/pictures/resolution.js';
import { sectionsOf } from '../../../scripts/pictures/sections.js';
import { isMeant, seriesName } from '../../../scripts/pictures/series-names.js';
import { extent, stackedValues } from '../../../scripts/pictures/shape.js';

const STRETCH = { from: 100, to: 130, step: 10 };
const GAP = null;

describe('the pictures of dashboards', () => {
  it('fill in the variables as Grafana does', () => {
    const expr = 'rate(x{job=~"$job",a=~"$a"}[$__rate_interval]) # $1';
    expect(interpolated(expr, { rateInterval: '40s', choice: { job: 'genesis' } })).to.equal(
      'rate(x{job=~"genesis",a=~".*"}[40s]) # $1',
    );
  });

  it('write figures in the units of Grafana', () => {
    const written = (
      [
        [-1234.5, 'currencyUSD', 2],
        [0.256, 'percentunit', 1],
        [5.93, 'percent', undefined],
        [0.0489, 's', undefined],
        [174.2, 's', 1],
        [7_200, 's', undefined],
        [8.31, 'ms', undefined],
        [0.607, 'ms', undefined],
        [178_257_920, 'bytes', undefined],
        [12_500, 'short', undefined],
        [1.667, 'suffix:/s', 2],
        [0, 's', undefined],
      ] as const
    ).map(([value, unit, decimals]) => figure(value, unit, decimals));
    expect(written).to.deep.equal([
      '-$1.23 K',
      '25.6%',
      '5.93%',
      '48.9 ms',
      '2.9 mins',
      '2 hours',
      '8.31 ms',
      '607 µs',
      '170 MiB',
      '12.5 K',
      '1.67/s',
      '0 s',
    ]);
    expect(() => figure(1, 'furlongs')).to.throw('furlongs');
  });

  it('put the points of an answer where they belong', () => {
    expect(moments(STRETCH)).to.deep.equal([100, 110, 120, 130]);
    const points = [[110.001, '1.5'] as const, [130, 'NaN'] as const];
    expect(placed(points, moments(STRETCH))).to.deep.equal([GAP, 1.5, GAP, GAP]);
    expect(placed([[100, '+Inf']], [100])).to.deep.equal([Number.POSITIVE_INFINITY]);
  });

  it('call series as legends say', () => {
    const labels = { __name__: 'up', exchange: 'binance', side: 'buy' };
    expect(seriesName('{{exchange}} {{ side }} {{symbol}}', labels)).to.equal('binance buy');
    expect(seriesName(undefined, labels)).to.equal('up{exchange="binance", side="buy"}');
    expect(isMeant('/^failed$/', 'failed')).to.equal(true);
    expect(isMeant('/^failed$/', 'not failed')).to.equal(false);
    expect(isMeant('Severity', 'Severity')).to.equal(true);
  });

  it('colour a figure by the step that it has reached', () => {
    const steps = [
      { value: null, color: 'green' },
      { value: 5, color: 'orange' },
      { value: 10, color: 'red' },
    ];
    const colours = [-1, 5, 9.9, 10].map((value) => reached(value, steps));
    expect(colours).to.deep.equal(['green', 'orange', 'orange', 'red'].map(named));
    const [, , drawdown] = risk.panels as Panel[];
    const markup = statMarkup(drawdown as Panel, [[{ labels: {}, values: [12.34] }]]);
    expect(markup).to.contain('12.3%').and.to.contain(named('orange'));
    expect(statMarkup(drawdown as Panel, [[]])).to.contain('–');
    expect(escaped('<b>"P&L"')).to.equal('&#60;b&#62;&#34;P&#38;L&#34;');
  });

  it('mark alerts while they fire, and each start once', () => {
    expect(stretches([1, 1, GAP, 1], STRETCH, 'red')).to.deep.equal([
      { from: 100, to: 110, colour: 'red' },
      { from: 130, to: 130, colour: 'red' },
    ]);
    expect(times([50_000, 105_000, 105_300, GAP], STRETCH, 'blue')).to.deep.equal([
      { from: 105, to: 105, colour: 'blue' },
    ]);
  });

  it('take the counts of each bucket from counts that are added up', () => {
    const series = [
      { labels: { le: '+Inf' }, values: [5, GAP] },
      { labels: { le: '0.5' }, values: [4, 1] },
      { labels: { le: '0.1' }, values: [1, 1] },
    ];
    expect(eachBucket(series)).to.deep.equal([
      { le: 0.1, counts: [1, 1] },
      { le: 0.5, counts: [3, 0] },
      { le: Number.POSITIVE_INFINITY, counts: [1, 0] },
    ]);
    expect(heat(4, 4)).to.equal('rgb(255,152,48)');
  });

  it('ask as finely as the panel says', () => {
    const source = {
      url: '',
      script: '',
      style: '',
      rateInterval: '20s',
      stretch: { from: 0, to: 905, step: 5 },
    };
    const bars = forPanel({ type: 'timeseries', interval: '1m' }, source);
    expect(bars).to.include({ rateInterval: '65s' });
    expect(bars.stretch).to.deep.equal({ from: -5, to: 900, step: 60 });
    expect(forPanel({ type: 'timeseries' }, source).rateInterval).to.equal('20s');
    expect(forPanel({ type: 'heatmap' }, source).stretch.step).to.equal(20);
  });
});

describe('the plots of the pictures', () => {
  const byTitle = (title: string): Panel => {
    const found = (risk.panels as Panel[]).find((panel) => panel.title === title);
    if (found === undefined) throw new Error(title);
    return found;
  };
  const tilt = plot(
    byTitle('Tilt against P&L'),
    [
      [{ labels: { instance: 'bot' }, values: [10, 80] }],
      [{ labels: { instance: 'bot' }, values: [-5, 2.5] }],
    ],
    [100, 110],
    [],
  );

  it('have the limits, the scale and the axes of their panel', () => {
    expect(tilt.limits).to.deep.equal([{ value: 70, colour: named('red') }]);
    expect(tilt.lines.map(({ name, unit, onRight }) => ({ name, unit, onRight }))).to.deep.equal([
      { name: 'bot tilt', unit: 'none', onRight: false },
      { name: 'bot P&L', unit: 'currencyUSD', onRight: true },
    ]);
    expect(extent(tilt, false)).to.deep.equal([0, 100]);
    expect(extent(tilt, true)[0]).to.be.below(-5);
    expect(tilt.lines.map((line) => legendOf(line))).to.deep.equal([
      ['80', '80'],
      ['$2.5', '$2.5'],
    ]);
  });

  it('lay the lines of a stack on one another', () => {
    const [line] = tilt.lines;
    const lines = [
      [1, 2],
      [GAP, 3],
      [1, 1],
    ].map((values) => ({ ...(line as Plot['lines'][0]), values }));
    const stack = { ...tilt, stacked: true, lines };
    expect(stackedValues(stack)).to.deep.equal([
      [1, 2],
      [1, 5],
      [2, 6],
    ]);
    expect(stackedValues({ ...stack, stacked: false })).to.deep.equal([
      [1, 2],
      [GAP, 3],
      [1, 1],
    ]);
  });

  it('move the chosen sections together', () => {
    const panels = sectionsOf(risk, [0, 2]);
    const titles = panels.map(({ title }) => title);
    expect(titles).to.include.members(['P&L', 'Drawdown']).and.to.not.include('Equity curve');
    const row = panels.find(({ type }) => type === 'row');
    expect(row?.gridPos).to.deep.equal({ x: 0, y: 3, w: 24, h: 1 });
  });
});
