import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { expect } from 'chai';
import { ALERTS } from '../../monitoring/alerts/index.js';
import { runbookPanelId } from '../../monitoring/alerts/links.js';
import { DASHBOARDS, MEASURED_DASHBOARDS } from '../../monitoring/dashboards/index.js';
import { panelsOf } from '../../monitoring/dashboards/panels.js';
import { DASHBOARD_UIDS } from '../../monitoring/grafana.js';
import { THRESHOLDS } from '../../monitoring/thresholds.js';
import {
  dataSourceProblems,
  gridProblems,
  idProblems,
  limitsOf,
  linkProblems,
  orderProblems,
  panelProblems,
  targetsOf,
  variableProblems,
} from './support/dashboard-checks.js';
import { dashboardExpressions } from './support/dashboard-expressions.js';

const UIDS: readonly string[] = Object.values(DASHBOARD_UIDS);

const { drawdownPercent, orderFailureRatio, orderLatencyP99Seconds, rateLimitUsage } = THRESHOLDS;
const DRAWDOWN = [drawdownPercent.elevated, drawdownPercent.high, drawdownPercent.severe];
const FAILURES = [orderFailureRatio.warning, orderFailureRatio.critical];
const ORDER_LATENCY = [orderLatencyP99Seconds.warning, orderLatencyP99Seconds.critical];
const LIMITS = [rateLimitUsage.warning, rateLimitUsage.critical];

/** Where each limit of the alerts has to be seen. */
const DRAWN: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  [DASHBOARD_UIDS.risk]: {
    'Drawdown now': DRAWDOWN,
    Drawdown: DRAWDOWN,
    'Worst drawdown, ninety days': DRAWDOWN,
    'Drawdown, change within an hour': [THRESHOLDS.drawdownSpeedPercent],
    Tilt: [THRESHOLDS.tiltScore],
    'Tilt against P&L': [THRESHOLDS.tiltScore],
  },
  [DASHBOARD_UIDS.orders]: {
    Failed: FAILURES,
    'Failure ratio': FAILURES,
    p99: ORDER_LATENCY,
    'Execution time': ORDER_LATENCY,
    'Execution time p99 by exchange and outcome': ORDER_LATENCY,
  },
  [DASHBOARD_UIDS.exchange]: {
    'Message p99': [THRESHOLDS.websocketLatencyP99Ms],
    'Message latency': [THRESHOLDS.websocketLatencyP99Ms],
    'Message latency p99 by channel': [THRESHOLDS.websocketLatencyP99Ms],
    Clock: [THRESHOLDS.clockOffsetSeconds],
    'Clock offset': [-THRESHOLDS.clockOffsetSeconds, THRESHOLDS.clockOffsetSeconds],
    'Rate limit': LIMITS,
    'Rate limits now': LIMITS,
    'Rate limit usage': LIMITS,
    'Connection changes within ten minutes': [THRESHOLDS.connectionChanges],
  },
  [DASHBOARD_UIDS.health]: {
    'Loop lag': [THRESHOLDS.eventLoopLagSeconds],
    'Event loop lag': [THRESHOLDS.eventLoopLagSeconds],
    'CPU now': [THRESHOLDS.cpuPercent],
    CPU: [THRESHOLDS.cpuPercent],
    'Restarts within a quarter of an hour': [THRESHOLDS.botRestarts],
    'Scrape duration': [THRESHOLDS.scrapeSeconds],
    'Refused requests for the metrics': [THRESHOLDS.scrapeAuthFailures],
    'Storage used': [THRESHOLDS.storageUsage],
  },
};

/** Not limits of a figure, but what an alert needs to be worth a call. */
const CONDITIONS = [
  'orderFailureLeastOrders',
  'failedInARow',
  'ordersYesterday',
  'marketMessagesPerHour',
  'scrapeChanges',
];

/** Counters whose series begin with what they count. */
const BORN_WITH_AN_ERROR = /genesis_order_errors_total|genesis_dropped_measurements_total/;

const expressions = dashboardExpressions();

/** The panels whose points lead to the trace of an order. */
const WITH_EXEMPLARS = [
  'Execution time',
  'Execution time, distribution',
  'Execution time p99 by exchange and outcome',
  'Throttle wait',
];

describe('the dashboards', () => {
  it('have a uid each, those that alerts link', () => {
    expect(DASHBOARDS.map(({ uid }) => uid)).to.have.members(UIDS);
  });

  for (const dashboard of DASHBOARDS) {
    describe(`${dashboard.uid}`, () => checks(dashboard));
  }

  it('have a panel for each alert, with the id that its link has', () => {
    const panels = panelsOf(byUid(DASHBOARD_UIDS.runbooks));
    expect(panels.map(({ title }) => title)).to.deep.equal(ALERTS.map(({ name }) => name));
    for (const { id, title = '', options } of panels) {
      const { content } = options as { content: string };
      expect(id, title).to.equal(runbookPanelId(title));
      expect(content, title).to.contain('**First.**');
      // Grafana would put what is chosen in their place.
      expect(content, title).to.not.match(/\$\{?(datasource|job|instance|exchange|symbol)\b/);
      expect(content, title).to.not.match(/\]\((?!https?:|\/d\/genesis-)/);
    }
  });

  it('draw the limits of the alerts', () => {
    for (const [uid, panels] of Object.entries(DRAWN)) {
      for (const [title, limits] of Object.entries(panels)) {
        expect(limitsOf(byUid(uid), title), `${uid}: ${title}`).to.deep.equal(limits);
      }
    }
  });

  it('draw each limit somewhere', () => {
    const drawn = new Set(Object.values(DRAWN).flatMap((panels) => Object.values(panels).flat()));
    const limits = Object.entries(THRESHOLDS).filter(([name]) => !CONDITIONS.includes(name));
    for (const [name, limit] of limits) {
      const values = typeof limit === 'number' ? [limit] : Object.values(limit);
      for (const value of values) expect(drawn.has(value), name).to.equal(true);
    }
  });

  it('count the first error of a class, which increase() alone does not', () => {
    const counting = expressions.filter(({ expr }) => BORN_WITH_AN_ERROR.test(expr));
    expect(counting.length).to.be.at.least(BORN_WITH_AN_ERROR.source.split('|').length);
    for (const { panel, expr } of counting) expect(expr, panel).to.match(/ unless \S+ offset /);
  });

  it('know of bots that were never reached, and have no uptime to choose their job by', () => {
    const reached = expressions.filter(({ expr }) => /\bup\{/.test(expr));
    expect(reached.map(({ panel }) => panel)).to.include.members(['Bots down', 'Bots up']);
    for (const { panel, expr } of reached) expect(expr, panel).to.match(/job=~"\$job\|genesis[|"]/);
  });

  it('have exemplars on where orders are timed', () => {
    const panels = panelsOf(byUid(DASHBOARD_UIDS.orders));
    const exemplars = panels.filter((panel) =>
      targetsOf(panel).some(({ exemplar }) => exemplar === true),
    );
    expect(exemplars.map(({ title }) => title)).to.deep.equal(WITH_EXEMPLARS);
    for (const panel of exemplars) {
      for (const { expr } of targetsOf(panel)) expect(expr).to.match(/genesis_order_\w+_bucket/);
    }
  });
});

function checks(dashboard: Dashboard): void {
  it('has panels and queries with ids of their own', () => {
    expect(idProblems(dashboard)).to.deep.equal([]);
  });
  it('has no panel on another one or beyond the grid', () => {
    expect(gridProblems(dashboard)).to.deep.equal([]);
  });
  it('has its panels in the order in which a phone shows them', () => {
    expect(orderProblems(dashboard)).to.deep.equal([]);
  });
  it('has panels that say what they show, in which unit, from which query', () => {
    expect(panelProblems(dashboard)).to.deep.equal([]);
  });
  it('takes its data from where the reader chose', () => {
    expect(dataSourceProblems(dashboard)).to.deep.equal([]);
  });
  it('declares the variables that it uses', () => {
    expect(variableProblems(dashboard)).to.deep.equal([]);
  });
  it('links every other dashboard, with the time and the choice', () => {
    expect(linkProblems(dashboard, UIDS)).to.deep.equal([]);
    expect(dashboard.links).to.have.length(UIDS.length - 1);
  });
  if (MEASURED_DASHBOARDS.includes(dashboard)) measuredChecks(dashboard);
}

function measuredChecks(dashboard: Dashboard): void {
  it('lets choose bots, exchanges and markets, any number of them', () => {
    const variables = dashboard.templating.list ?? [];
    const many = variables.filter(({ multi, includeAll }) => multi && includeAll);
    expect(many.map(({ name }) => name)).to.deep.equal(['job', 'instance', 'exchange', 'symbol']);
    const everything = variables.filter(({ allValue }) => allValue === '.*');
    expect(everything.map(({ name }) => name)).to.deep.equal(['instance', 'exchange', 'symbol']);
    expect(variables.find(({ type }) => type === 'datasource')?.query).to.equal('prometheus');
  });
  it('marks alerts and starts, and shares its crosshair', () => {
    const exprs = (dashboard.annotations.list ?? []).map(
      ({ target }) => (target as { expr?: string } | undefined)?.expr ?? '',
    );
    expect(exprs.filter((expr) => /^ALERTS\{.*alertstate="firing"/.test(expr))).to.have.length(2);
    expect(exprs.filter((expr) => expr.includes('genesis_up'))).to.have.length(1);
    expect(dashboard.graphTooltip).to.equal(1);
    expect(dashboard.refresh).to.equal('30s');
  });
  it('begins with figures that fit on a phone', () => {
    const stats = panelsOf(dashboard).filter(({ type }) => type === 'stat');
    expect(stats).to.have.length(6);
    expect(stats.every(({ gridPos }) => gridPos?.y === 0)).to.equal(true);
    for (const { title = '' } of stats) expect(title.length, title).to.be.at.most(16);
  });
}

function byUid(uid: string): Dashboard {
  const found = DASHBOARDS.find((dashboard) => dashboard.uid === uid);
  if (found === undefined) throw new Error(`no dashboard ${uid}`);
  return found;
}
