import { type Labels, type RecordingCase, type Series, series } from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';

const BUY = { symbol: 'BTC/USDT', side: 'buy' };
const CREATE = { operation: 'create' };
const AUTH = { error_type: 'auth' };

/** A counter, the labels that are summed up, those that stay besides the exchange, and its records. */
interface Counted {
  readonly metric: string;
  readonly summed: Labels;
  readonly kept: Labels;
  readonly records: readonly string[];
}

const COUNTED: readonly Counted[] = [
  {
    metric: 'genesis_orders_total',
    summed: { ...BUY, type: 'limit' },
    kept: {},
    records: [
      'instance_exchange:genesis_orders:increase5m',
      'instance_exchange:genesis_orders:count_5m',
    ],
  },
  {
    metric: 'genesis_orders_failed_total',
    summed: { ...BUY, type: 'limit' },
    kept: {},
    records: [
      'instance_exchange:genesis_orders_failed:increase5m',
      'instance_exchange:genesis_orders_failed:count_5m',
    ],
  },
  {
    metric: 'genesis_order_errors_total',
    summed: CREATE,
    kept: AUTH,
    records: [
      'instance_exchange_error_type:genesis_order_errors:increase5m',
      'instance_exchange_error_type:genesis_order_errors:count_5m',
    ],
  },
  {
    metric: 'genesis_trades_total',
    summed: BUY,
    kept: {},
    records: ['instance_exchange:genesis_trades:count_5m'],
  },
];

/** The life of a bot and of one of its counters until the tenth minute, and what five minutes counted. */
interface Life {
  readonly instance: string;
  readonly uptime: readonly string[];
  readonly counter: readonly string[];
  readonly counted: number;
}

const OLD = [ramp(3600, 10, '11m')];

const LIVES: readonly Life[] = [
  {
    instance: 'runs for long, a label set four minutes old',
    uptime: OLD,
    counter: [unseen('6m'), flat(6, '5m')],
    counted: 6,
  },
  {
    instance: 'runs for long, a label set six minutes old',
    uptime: OLD,
    counter: [unseen('4m'), flat(9, '7m')],
    counted: 0,
  },
  {
    instance: 'started 285 seconds ago, and counted before the first scrape',
    uptime: [unseen('320s'), ramp(5, 10, '5m40s')],
    counter: [unseen('320s'), flat(4, '5m40s')],
    counted: 4,
  },
  {
    instance: 'started 305 seconds ago, and counted before the first scrape',
    uptime: [unseen('5m'), ramp(5, 10, '6m')],
    counter: [unseen('5m'), flat(4, '6m')],
    counted: 0,
  },
  {
    instance: 'old, known for six minutes, a label set four minutes old',
    uptime: [unseen('4m'), ramp(3600, 10, '7m')],
    counter: [unseen('6m'), flat(5, '5m')],
    counted: 5,
  },
  {
    instance: 'old, known for four minutes',
    uptime: [unseen('6m'), ramp(3600, 10, '5m')],
    counter: [unseen('6m'), flat(600, '5m')],
    counted: 0,
  },
  {
    instance: 'old, out of sight for eight minutes',
    uptime: [ramp(3600, 10, '1m'), gone('8m'), ramp(4140, 10, '2m')],
    counter: [flat(70, '1m'), gone('8m'), flat(70, '2m')],
    counted: 0,
  },
];

const ofBot = ({ instance }: Life): Labels => ({ job: 'genesis', instance });
const ofExchange = (life: Life): Labels => ({ ...ofBot(life), exchange: 'binance' });

/** Bots at the same addresses in other jobs, one that has just started and one that is known for long. */
function neighboursOf({ instance }: Life): [string, readonly string[]][] {
  return [
    [series('genesis_up', { job: 'young', instance }), [flat(60, '11m')]],
    [series('genesis_up', { job: 'known', instance }), OLD],
  ];
}

function counterSeries({ metric, summed, kept }: Counted): Series {
  return Object.fromEntries(
    LIVES.map((life) => [
      series(metric, { ...ofExchange(life), ...summed, ...kept }),
      life.counter,
    ]),
  );
}

function recordedOf({ kept, records }: Counted): RecordingCase['recorded'] {
  const samples = LIVES.map(
    (life) => [{ ...ofExchange(life), ...kept }, life.counted] as [Labels, number],
  );
  return Object.fromEntries(records.map((record) => [record, samples]));
}

export const birthCase: RecordingCase = {
  story: 'what a series begins with counts if it is news, whoever the bot is',
  series: {
    ...Object.fromEntries(LIVES.map((life) => [series('genesis_up', ofBot(life)), life.uptime])),
    ...Object.fromEntries(LIVES.flatMap(neighboursOf)),
    ...Object.assign({}, ...COUNTED.map(counterSeries)),
  },
  at: '10m',
  recorded: Object.assign({}, ...COUNTED.map(recordedOf)),
};
