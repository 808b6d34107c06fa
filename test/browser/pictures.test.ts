import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { expect } from 'chai';
import { figure } from '../../scripts/pictures/figures.js';
import type { Source } from '../../scripts/pictures/source.js';
import { CHROMIUM, DESKTOP, demoSource, PHONE, Studio } from '../../scripts/pictures/studio.js';
import { needPrograms } from '../stack/support/programs.js';
import type { Expected } from './support/expected.js';
import { cellsOf, expected, shipped } from './support/expected.js';
import type { SeenBox } from './support/in-page.js';
import type { Seen } from './support/looked.js';
import { looked } from './support/looked.js';
import { Scene } from './support/scene.js';
import type { SeenChart } from './support/seen-chart.js';

const UIDS = ['genesis-risk', 'genesis-orders', 'genesis-exchange', 'genesis-health'] as const;
const WIDTHS = { 'a desktop': DESKTOP, 'a phone': PHONE } as const;

/** As the page is laid out, in pixels. */
const GAP = 8;
const ROW = 38;

/** More dashes than gaps, as a pixel beside a dash counts too; a line without gaps is 1. */
const DASHED = [0.4, 0.9] as const;

describe('the pages of the dashboards', () => {
  let scene: Scene | undefined;
  let studio: Studio | undefined;
  let source: Source;

  before(async function () {
    needPrograms(this, 'prometheus', CHROMIUM);
    scene = await Scene.play();
    studio = await Studio.open();
    source = await demoSource(scene.prometheus.url, scene.stretch);
  });

  after(async () => {
    await studio?.close();
    await scene?.end();
  });

  const open = (uid: string, size: typeof DESKTOP, panels: readonly Expected[], of = source) =>
    looked(studio as Studio, { dashboard: shipped(uid), size }, of, panels);

  for (const uid of UIDS) {
    for (const [width, size] of Object.entries(WIDTHS)) {
      describe(`${uid} on ${width}`, () => {
        let panels: readonly Expected[];
        let seen: Seen;

        before(async () => {
          panels = await expected(shipped(uid), source);
          seen = await open(uid, size, panels);
        });

        const each = (type: string): (readonly [Expected, SeenBox])[] =>
          panels.flatMap((panel, index) =>
            panel.panel.type === type ? [[panel, seen.boxes[index] as SeenBox] as const] : [],
          );
        const charts = () => each('timeseries').map(([one, box]) => [one, chartOf(box)] as const);

        it('has no error', () => {
          expect(seen.errors).to.deep.equal([]);
        });

        it('has a box for each panel, in its place', () => {
          const titles = panels.map(({ panel }) => panel.title);
          expect(seen.boxes.map(({ title }) => title)).to.deep.equal(titles);
          if (size === DESKTOP) expectGrid(panels, seen.boxes);
          else expectColumn(seen.boxes);
        });

        it('fits the width', () => {
          const cut = seen.boxes.filter((box) => box.cut > 0).map(({ title }) => title);
          expect({ overflow: seen.overflow, cut }).to.deep.equal({ overflow: 0, cut: [] });
        });

        it('shows the figures that Prometheus answers', () => {
          const stats = each('stat');
          expect(stats.map(([, box]) => box.figure)).to.deep.equal(
            stats.map(([{ panel, series }]) => written(panel, series[0]?.values[0])),
          );
        });

        it('draws each series that has data, where its values are', () => {
          for (const [one, chart] of charts()) {
            const { panel } = one;
            const lines = chart.lines.map(({ name, values }) => ({ name, values }));
            expect(lines, panel.title).to.have.deep.members(drawnOf(one));
            const missing = chart.lines.filter((line) => line.missing.length > 0);
            expect(missing, panel.title).to.deep.equal([]);
            const isSeen = chart.lines.some(({ points }) => points > 0);
            expect(chart.isDrawn, panel.title).to.equal(isSeen);
          }
        });

        it('gives each series a colour that is seen', () => {
          expect(seen.boxes.flatMap(({ pale }) => pale)).to.deep.equal([]);
        });

        it('says where there is no data, and there is some in most panels', () => {
          const boxes = [...each('timeseries'), ...each('heatmap')];
          const none = boxes.filter(([{ series }]) => series.length === 0);
          const titles = none.map(([{ panel }]) => panel.title);
          const empty = boxes.filter(([, { isEmpty }]) => isEmpty).map(([, { title }]) => title);
          expect(empty).to.deep.equal(titles);
          expect(none.length).to.be.below(boxes.length / 2);
        });

        it('draws the limits of its panels, dashed', () => {
          const shares = charts().flatMap(([, { limits }]) => limits);
          expectDashed(shares.filter((share) => share !== undefined));
        });

        it('marks the start of the bot and the alert for orders without funds', () => {
          const marked = charts().filter(([one]) => one.marks.length > 0);
          for (const [{ marks, panel }, chart] of marked) {
            expect(marks.length, panel.title).to.be.at.least(2);
            expectDashed(chart.marks);
          }
          expect(marked).to.not.deep.equal([]);
        });

        it('shows each cell, bar and row', () => {
          for (const one of [...each('heatmap'), ...each('state-timeline')]) {
            expect(one[1].cells, one[1].title).to.equal(cellsOf(one[0])).and.to.be.above(0);
          }
          for (const [{ series }, { title, bars }] of each('bargauge')) {
            expect(bars, title).to.equal(series.length).and.to.be.above(0);
          }
          for (const [{ series }, { title, rows }] of each('table')) {
            expect(rows, title).to.equal(series.length).and.to.be.above(0);
          }
        });
      });
    }
  }

  it('draws the errors of a minute as bars when the minute is over', async () => {
    const to = Math.ceil(source.stretch.to / 60) * 60;
    const later = { ...source, stretch: { ...source.stretch, from: to - 60, to } };
    const panels = await expected(shipped('genesis-orders'), later);
    const { boxes, errors } = await open('genesis-orders', DESKTOP, panels, later);
    const bars = boxes.filter((_, index) => panels[index]?.panel.interval === '1m');
    const lines = bars.flatMap((box) => chartOf(box).lines);
    expect(errors).to.deep.equal([]);
    expect(bars.map(({ title }) => title)).to.deep.equal([
      'Errors by class',
      'Errors by operation',
    ]);
    expect(lines.filter(({ missing }) => missing.length > 0)).to.deep.equal([]);
    for (const box of bars) {
      expect(Math.max(...chartOf(box).lines.map(({ points }) => points)), box.title).to.be.above(0);
    }
  });
});

function chartOf({ title, chart }: SeenBox): SeenChart {
  if (chart === undefined) throw new Error(`${title} has no chart`);
  return chart;
}

function written({ fieldConfig }: Panel, value: number | null | undefined): string {
  const { unit = 'short', decimals, noValue = '–' } = fieldConfig?.defaults ?? {};
  return value === undefined || value === null ? noValue : figure(value, unit, decimals);
}

/** The lines of a stack lie on one another, the first one at the bottom; what is infinite is a gap. */
function drawnOf({ panel, series }: Expected): object[] {
  const isStacked = panel.fieldConfig?.defaults.custom?.stacking?.mode === 'normal';
  const sums: number[] = [];
  return series.map(({ name, values }) => ({
    name,
    values: values.map((value, index) => {
      if (!isStacked) return Number.isFinite(value) ? value : null;
      sums[index] = (sums[index] ?? 0) + (value ?? 0);
      return sums[index];
    }),
  }));
}

function expectDashed(shares: readonly (number | undefined)[]): void {
  expect(shares).to.not.deep.equal([]);
  for (const share of shares) expect(share).to.be.within(...DASHED);
}

/** As the dashboard places them, in 24 columns. */
function expectGrid(panels: readonly Expected[], boxes: readonly SeenBox[]): void {
  const { left, top } = (boxes[0] as SeenBox).place;
  const column = (DESKTOP.width - 2 * left + GAP) / 24;
  panels.forEach(({ panel }, index) => {
    const { place } = boxes[index] as SeenBox;
    const { x = 0, y = 0, w = 0, h = 0 } = panel.gridPos ?? {};
    expect(place.left, panel.title).to.be.closeTo(left + x * column, 1);
    expect(place.width, panel.title).to.be.closeTo(w * column - GAP, 1);
    expect(place.top, panel.title).to.be.closeTo(top + y * ROW, 1);
    expect(place.height, panel.title).to.be.closeTo(h * ROW - GAP, 1);
  });
}

/** One below the other, each as wide as all. */
function expectColumn(boxes: readonly SeenBox[]): void {
  const { left, width } = (boxes[0] as SeenBox).place;
  let bottom = 0;
  for (const { title, place } of boxes) {
    expect(place, title).to.include({ left, width });
    expect(place.top, title).to.be.at.least(bottom);
    expect(place.height, title).to.be.above(0);
    bottom = place.top + place.height;
  }
  expect(width).to.be.within(PHONE.width - 2 * left, PHONE.width);
}
