import { expect } from 'chai';
import { analyse } from '../support/promql/analysis.js';
import { vocabularyOf } from '../support/promql/metric.js';
import { ownMetrics } from '../support/promql/own-metrics.js';
import { rulesFrom } from '../support/promql/rules.js';
import { vocabularyWith } from '../support/promql/vocabulary.js';

const VOCABULARY = vocabularyOf(ownMetrics(), [
  {
    name: 'target_info',
    kind: 'gauge',
    labels: new Set(['job', 'instance', 'genesis_account']),
    values: {},
  },
  { name: 'young', kind: 'gauge', labels: new Set(['job', 'instance']), values: {}, isNew: true },
]);

const faultsOf = (expression: string): readonly string[] => analyse(expression, VOCABULARY).faults;

/** One wrong expression for each thing that is looked at, and what has to be said of it. */
const WRONG: Readonly<Record<string, readonly [expression: string, fault: RegExp]>> = {
  'a bracket that is not closed': ['rate(genesis_orders_total[5m]', /no PromQL from character/],
  'a variable that nobody has filled in': ['rate(genesis_orders_total[$w])', /no PromQL/],
  'an offset of what is no selector': ['(genesis_up + genesis_up) offset 5m', /no PromQL/],
  'a metric that nobody has': ['genesis_order_total', /no metric genesis_order_total/],
  'a metric that older servers lack': ['genesis_up + young', /older servers have no young/],
  'the name of a histogram alone': ['genesis_websocket_latency_ms', /no metric/],
  'a pattern that finds no metric': ['{__name__=~"genesys_.*"}', /no metric/],
  'a label that the metric lacks': [
    'genesis_pnl_dollars{symbol="BTC/USDT"}',
    /genesis_pnl_dollars has no label symbol/,
  ],
  'a label to group by that is not there': [
    'sum by (job, reason) (rate(genesis_orders_failed_total[5m]))',
    /no label reason/,
  ],
  'a label to leave out that is not there': [
    'sum without (reason) (rate(genesis_orders_failed_total[5m]))',
    /no label reason/,
  ],
  'a label that an aggregation has dropped': [
    'max by (symbol) (sum by (exchange) (rate(genesis_orders_total[5m])))',
    /no label symbol/,
  ],
  'a name that rate() has dropped': [
    'count by (__name__) (rate(genesis_orders_total[5m]))',
    /no label __name__/,
  ],
  'a value that no error class has': [
    'genesis_order_errors_total{error_type="authentication"}',
    /no error_type of genesis_order_errors_total is authentication/,
  ],
  'an alternative that no error class has': [
    'genesis_order_errors_total{error_type=~"auth|clock"}',
    /is clock/,
  ],
  'an outcome that is another metric’s': [
    'genesis_otlp_pushes_total{outcome="failure"}',
    /no outcome of genesis_otlp_pushes_total is failure/,
  ],
  'a cause that is another metric’s': ['genesis_scrape_errors_total{cause="wrong"}', /is wrong/],
  'a bound that the histogram lacks': [
    'rate(genesis_order_execution_time_seconds_bucket{le="0.3"}[5m])',
    /no le of .* is 0.3/,
  ],
  'a bound that servers spell in two ways': [
    'rate(genesis_order_execution_time_seconds_bucket{le="5"}[5m])',
    /with and without a fraction/,
  ],
  'a variable of several values where one is compared': [
    'genesis_pnl_dollars{instance=".+"}',
    /is a pattern/,
  ],
  'rate() of a gauge': ['rate(genesis_memory_usage_bytes[5m])', /rate\(\) is for counters/],
  'increase() of a gauge': [
    'increase(genesis_drawdown_percent[1h])',
    /increase\(\) is for counters/,
  ],
  'rate() of a sum': ['rate(sum(genesis_orders_total)[5m:1m])', /rate\(\) is for counters/],
  'delta() of a counter': ['delta(genesis_trades_total[5m])', /delta\(\) is not for counters/],
  'an average of a counter over time': [
    'avg_over_time(genesis_trades_total[5m])',
    /avg_over_time\(\) is not for counters/,
  ],
  'a quantile without the buckets': [
    'histogram_quantile(0.9, sum by (exchange) (rate(genesis_websocket_latency_ms_sum[5m])))',
    /a quantile needs the buckets/,
  ],
  'a quantile of buckets that were added up': [
    'histogram_quantile(0.9, sum by (exchange) (rate(genesis_websocket_latency_ms_bucket[5m])))',
    /may not be added up/,
  ],
  'a quotient of sides with different labels': [
    'rate(genesis_orders_failed_total[5m]) / sum by (exchange) (rate(genesis_orders_total[5m]))',
    /never meets/,
  ],
  'a condition on another metric’s labels': [
    'genesis_tilt_score > 70 and genesis_connection_status == 0',
    /never meets/,
  ],
  'values that exclude each other': [
    'rate(genesis_otlp_pushes_total{outcome="success"}[5m]) / rate(genesis_otlp_pushes_total{outcome="refused"}[5m])',
    /outcome="success" never meets outcome="refused"/,
  ],
  'on() with a label of one side': [
    'genesis_pnl_dollars and on (exchange) genesis_connection_status',
    /on \(exchange\): the left side has no such label/,
  ],
  'ignoring() a label of no side': [
    'genesis_pnl_dollars - ignoring (exchange) genesis_realized_pnl_dollars',
    /ignoring \(exchange\): no side has it/,
  ],
  'group_left() with a label that the other side lacks': [
    'genesis_pnl_dollars * on (job, instance) group_left (account) target_info',
    /group_left \(account\)/,
  ],
  'one of many, which the server refuses': [
    'genesis_pnl_dollars * on (job, instance) genesis_connection_status',
    /the right side may have several series by exchange/,
  ],
  'many of one, which it refuses as well': [
    'genesis_connection_status * on (job, instance) genesis_pnl_dollars',
    /the left side may have several series by exchange/,
  ],
  'a source of label_replace that is not there': [
    'label_replace(genesis_pnl_dollars, "a", "$1", "symbol", "(.*)")',
    /no label symbol/,
  ],
};

const RIGHT: readonly string[] = [
  'genesis_pnl_dollars',
  'genesis_orders_total{side="buy", exchange=~"binance.*", instance!=""}',
  'genesis_pnl_dollars * on (job, instance) group_left (genesis_account) target_info',
  'sum by (job, instance, error_type) (increase(genesis_order_errors_total[5m]) > 0 or (genesis_order_errors_total unless genesis_order_errors_total offset 5m))',
  'histogram_quantile(0.99, sum by (job, instance, exchange, le) (rate(genesis_websocket_latency_ms_bucket[5m]))) > 1000',
  'rate(genesis_orders_failed_total[5m]) / rate(genesis_orders_total[5m]) * 100',
  'genesis_tilt_score > 70 and delta(genesis_pnl_dollars[10m]) < 0',
  'count by (job, instance, __name__) ({__name__=~"genesis_.+", otel_metric_overflow="true"})',
  'max by (exchange) (genesis_clock_offset_seconds) > 0.5 or -min by (exchange) (genesis_clock_offset_seconds) > 0.5',
  'absent(genesis_up{job="genesis"}) * 1',
  'changes(genesis_connection_status[10m]) >= 4 and on (job, instance) genesis_up > 600',
  'label_replace(genesis_pnl_dollars, "bot", "$1", "instance", "(.*):.*")',
  'sum without (le) (rate(genesis_order_execution_time_seconds_bucket{le="+Inf"}[5m]))',
  'vector(1)',
  'genesis_up + (young or 0 * genesis_up)',
  'topk by (job) (3, genesis_rate_limit_usage_ratio) * on (job, instance) group_left genesis_tilt_score',
  'genesis_pnl_dollars - ignoring (exchange) group_right genesis_position_count{exchange=~".+"} # of each',
  'rate(genesis_otlp_pushes_total{outcome="refused"}[5m]) / ignoring (outcome) rate(genesis_otlp_pushes_total{outcome="success"}[5m])',
  'hour() + minute() / 60 > 8',
];

describe('reading PromQL', () => {
  for (const [what, [expression, fault]] of Object.entries(WRONG)) {
    it(`finds ${what}`, () => {
      expect(faultsOf(expression).join('\n')).to.match(fault);
    });
  }

  for (const expression of RIGHT) {
    it(`has nothing against ${expression}`, () => {
      expect(faultsOf(expression)).to.deep.equal([]);
    });
  }
});

describe('the metrics that rules record', () => {
  const rules = rulesFrom('rules.yml', {
    groups: [
      {
        name: 'two',
        rules: [
          // The second is recorded first, as in a file where groups stand in another order.
          { record: 'job:orders:max', expr: 'max by (job) (job_exchange:orders:rate5m)' },
          {
            record: 'job_exchange:orders:rate5m',
            expr: 'sum by (job, exchange) (rate(genesis_orders_total[5m]))',
            labels: { step: '5m' },
          },
          { alert: 'Loss', expr: 'genesis_pnl_dollars < 0', labels: { severity: 'warning' } },
        ],
      },
    ],
  });
  const vocabulary = vocabularyWith(rules);
  const faults = (expression: string): string => analyse(expression, vocabulary).faults.join();

  it('have the labels that their expressions leave, and those of the rule', () => {
    expect([...(vocabulary.get('job_exchange:orders:rate5m')?.labels ?? [])]).to.have.members([
      'job',
      'exchange',
      'step',
    ]);
    expect(faults('job:orders:max')).to.equal('');
    expect(faults('job:orders:max{exchange="binance"}')).to.contain('has no label exchange');
    expect(faults('job_exchange:orders:rate5m{step="1h"}')).to.contain('no step');
  });

  it('are no counters where they are rates', () => {
    expect(faults('rate(job_exchange:orders:rate5m[5m])')).to.contain('is for counters');
  });

  it('are of the scrape jobs that ship', () => {
    expect(faults('job:orders:max{job="genesis"}')).to.equal('');
    expect(faults('job:orders:max{job="bots"}')).to.contain('no job of job:orders:max is bots');
    expect(faults('genesis_up{job="bots"}')).to.contain('no job of genesis_up is bots');
  });

  it('are there for alerts too', () => {
    expect(faults('ALERTS{alertname="Loss", severity="warning", instance="a"}')).to.equal('');
    expect(faults('ALERTS{alertname="Gain"}')).to.contain('no alertname of ALERTS is Gain');
  });
});
