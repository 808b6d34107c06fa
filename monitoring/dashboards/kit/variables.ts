import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DATA_SOURCE } from './data-source.js';

/** Chooses among the jobs that scrape bots, and among their bots. */
export const BOT = 'job=~"$job",instance=~"$instance"';

/**
 * The same, for what Prometheus itself tells of bots: the job of bots is always among them. One that was
 * never reached has no uptime, and its job would be none to choose.
 */
export const TARGET = 'job=~"$job|genesis",instance=~"$instance"';

/** The same as BOT, and among exchanges. */
export const EXCHANGE = `${BOT},exchange=~"$exchange"`;

/** The same, and among markets. */
export const MARKET = `${EXCHANGE},symbol=~"$symbol"`;

/** Matches whatever there is, and series that have no such label. */
const EVERYTHING = '.*';

const ALL = { selected: true, text: ['All'], value: ['$__all'] };

/**
 * What is chosen at the top of a dashboard. All have the same ones, so that a link from one to another
 * takes the choice along.
 */
export function variables(): Builder<VariableModel>[] {
  return [
    new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'),
    choice('job', 'Job', 'label_values(genesis_up, job)'),
    choice('instance', 'Bot', 'label_values(genesis_up{job=~"$job"}, instance)').allValue(
      EVERYTHING,
    ),
    choice(
      'exchange',
      'Exchange',
      `label_values({__name__=~"genesis_connection_status|genesis_orders_total",${BOT}}, exchange)`,
    ).allValue(EVERYTHING),
    choice('symbol', 'Market', `label_values(genesis_orders_total{${EXCHANGE}}, symbol)`).allValue(
      EVERYTHING,
    ),
  ];
}

function choice(name: string, label: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(DATA_SOURCE)
    .query(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .current(ALL);
}
