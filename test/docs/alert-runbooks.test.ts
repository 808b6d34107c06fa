import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CATALOGUE } from '../../lib/metrics/catalogue.js';
import { ENDPOINT_METRICS } from '../../lib/metrics/endpoint-metrics.js';
import { OTLP_METRICS } from '../../lib/metrics/otlp-metrics.js';
import { ALERTS } from '../../monitoring/alerts/index.js';
import { DASHBOARDS } from '../../monitoring/dashboards/index.js';
import { DASHBOARD_UIDS } from '../../monitoring/grafana.js';
import { runbookHeadings, runbooks } from '../../monitoring/runbooks.js';

const PAGE = join(__dirname, '../../../docs/alert-runbooks.md');
const OWN_METRICS: ReadonlySet<string> = new Set(
  [CATALOGUE, ENDPOINT_METRICS, OTLP_METRICS].flatMap((metrics) =>
    Object.values(metrics).flatMap(({ name }) => [
      name,
      ...['bucket', 'sum', 'count'].map((part) => `${name}_${part}`),
    ]),
  ),
);
const QUESTIONS = ['Money', 'First', 'Cause', 'Silence', 'Over'];

interface TitledPanel {
  readonly title?: string;
  readonly panels?: readonly TitledPanel[];
}

function titles(panels: readonly TitledPanel[] = []): string[] {
  return panels.flatMap(({ title, panels: inner }) => [title ?? '', ...titles(inner)]);
}

function panelsOf(uid: string): string[] {
  return titles(DASHBOARDS.find((dashboard) => dashboard.uid === uid)?.panels);
}

describe('docs/alert-runbooks.md', () => {
  it('has a section for each alert, in their order, and no other', () => {
    expect(runbookHeadings()).to.deep.equal(ALERTS.map(({ name }) => name));
  });

  for (const { alert, text } of runbooks()) {
    it(`answers every question about ${alert}`, () => {
      for (const question of QUESTIONS) {
        expect(text, question).to.match(new RegExp(`^\\*\\*${question}\\.\\*\\* \\S`, 'm'));
      }
    });
  }

  it('names metrics that there are, and no other', () => {
    const text = readFileSync(PAGE, 'utf8');
    const names = [...text.matchAll(/(?<![\w:/.-])genesis_[a-z_]+(?![\w:])/g)].map(
      ([name]) => name,
    );
    expect(names).to.include('genesis_connection_status');
    for (const name of names.filter((one) => one !== 'genesis_')) {
      expect(OWN_METRICS.has(name), name).to.equal(true);
    }
  });

  it('gives each alert a panel of its own, from 1 on', () => {
    expect(runbooks().map(({ panelId }) => panelId)).to.deep.equal(
      ALERTS.map((_, index) => index + 1),
    );
  });

  it('names a panel to look at first that the dashboard has', () => {
    for (const { name, dashboard, panel } of ALERTS) {
      expect(panelsOf(DASHBOARD_UIDS[dashboard]), name).to.include(panel);
    }
  });

  it('quotes panels that some dashboard has', () => {
    const all = DASHBOARDS.flatMap(({ panels }) => titles(panels));
    const quoted = [...readFileSync(PAGE, 'utf8').matchAll(/panel “([^”]+)”/g)].map(
      ([, one]) => one,
    );
    expect(quoted).to.have.length.above(ALERTS.length);
    for (const title of quoted) expect(all).to.include(title);
  });
});
