import { THRESHOLDS } from '../thresholds.js';
import { alertCount, alertTable } from './firing-alerts.js';
import type { Section } from './kit/dashboard.js';
import { dashboard } from './kit/dashboard.js';
import { stat } from './kit/stat.js';
import { atLeast, rising } from './kit/thresholds.js';
import { timeSeries } from './kit/time-series.js';
import { BOT, EXCHANGE, MARKET } from './kit/variables.js';

const { elevated, high, severe } = THRESHOLDS.drawdownPercent;

const STATS = [
  stat({
    title: 'P&L',
    description:
      'Realized plus unrealized profit and loss of the chosen bots, now, before fees. It counts from the start of each bot, unless the bot tells its own figures.',
    unit: 'currencyUSD',
    decimals: 2,
    query: { expr: `sum(genesis_pnl_dollars{${BOT}})` },
    thresholds: atLeast(0),
  }),
  stat({
    title: 'Unrealized',
    description: 'Profit and loss of the open positions, now.',
    unit: 'currencyUSD',
    decimals: 2,
    query: { expr: `sum(genesis_unrealized_pnl_dollars{${BOT}})` },
    thresholds: atLeast(0),
  }),
  stat({
    title: 'Drawdown now',
    description:
      'Fall from the highest equity seen, of the bot that has fallen furthest. The colours change where the alerts ring.',
    unit: 'percent',
    decimals: 1,
    query: { expr: `max(genesis_drawdown_percent{${BOT}})` },
    thresholds: rising(elevated, high, severe),
  }),
  stat({
    title: 'Tilt',
    description: 'Tilt score from 0 to 100, of the bot that is worst.',
    unit: 'none',
    decimals: 0,
    query: { expr: `max(genesis_tilt_score{${BOT}})` },
    thresholds: rising(THRESHOLDS.tiltScore),
  }),
  stat({
    title: 'Positions',
    description: 'Open positions of the chosen bots on the chosen exchanges.',
    unit: 'short',
    decimals: 0,
    query: { expr: `sum(genesis_position_count{${EXCHANGE}})` },
  }),
  alertCount(),
];

const PROFIT: Section = {
  title: 'Profit and loss',
  panels: [
    timeSeries({
      title: 'Equity curve',
      description:
        'Realized plus unrealized profit and loss of each bot, before fees: its equity less what it began with. A bot that starts anew begins at 0, unless it tells its own figures; starts are marked.',
      unit: 'currencyUSD',
      queries: [{ expr: `genesis_pnl_dollars{${BOT}}`, legend: '{{instance}}' }],
      width: 16,
      height: 10,
    }),
    timeSeries({
      title: 'Realized and unrealized',
      description:
        'The two parts of the profit and loss. Realized is what fills have settled; unrealized is what the open positions would bring, as fresh as the positions that the bot fetches.',
      unit: 'currencyUSD',
      queries: [
        { expr: `genesis_realized_pnl_dollars{${BOT}}`, legend: '{{instance}} realized' },
        { expr: `genesis_unrealized_pnl_dollars{${BOT}}`, legend: '{{instance}} unrealized' },
      ],
      width: 8,
      height: 10,
    }),
  ],
};

const DRAWDOWN: Section = {
  title: 'Drawdown',
  panels: [
    timeSeries({
      title: 'Drawdown',
      description: `Fall from the highest equity seen, in percent of it. The lines are the steps of the alerts: ${elevated} % look, ${high} % act, ${severe} % stop.`,
      unit: 'percent',
      queries: [{ expr: `genesis_drawdown_percent{${BOT}}`, legend: '{{instance}}' }],
      thresholds: rising(elevated, high, severe),
      min: 0,
      softMax: elevated,
      width: 16,
      height: 9,
    }),
    timeSeries({
      title: 'Drawdown, change within an hour',
      description:
        'Percentage points that the drawdown grew within the hour before; below 0 it recovers. The line is the alert on its speed.',
      unit: 'percent',
      queries: [{ expr: `delta(genesis_drawdown_percent{${BOT}}[1h])`, legend: '{{instance}}' }],
      thresholds: rising(THRESHOLDS.drawdownSpeedPercent),
      width: 8,
      height: 9,
    }),
  ],
};

const BEHAVIOUR: Section = {
  title: 'Tilt',
  panels: [
    timeSeries({
      title: 'Tilt against P&L',
      description:
        'Tilt score on the left, profit and loss on the right, dashed. A score above the line while the P&L falls is trading for revenge, and rings.',
      unit: 'none',
      decimals: 0,
      queries: [
        { expr: `genesis_tilt_score{${BOT}}`, legend: '{{instance}} tilt' },
        { expr: `genesis_pnl_dollars{${BOT}}`, legend: '{{instance}} P&L' },
      ],
      thresholds: rising(THRESHOLDS.tiltScore),
      min: 0,
      max: 100,
      right: { names: '/P&L$/', unit: 'currencyUSD' },
      width: 16,
      height: 9,
    }),
    timeSeries({
      title: 'P&L, change within ten minutes',
      description: 'What each bot won or lost in the ten minutes before. A start of the bot shows.',
      unit: 'currencyUSD',
      queries: [{ expr: `delta(genesis_pnl_dollars{${BOT}}[10m])`, legend: '{{instance}}' }],
      width: 8,
      height: 9,
    }),
  ],
};

const EXPOSURE: Section = {
  title: 'Positions, fills and alerts',
  panels: [
    timeSeries({
      title: 'Open positions',
      description: 'How many positions are open on each exchange.',
      unit: 'short',
      decimals: 0,
      queries: [
        {
          expr: `sum by (job, instance, exchange) (genesis_position_count{${EXCHANGE}})`,
          legend: '{{instance}} {{exchange}}',
        },
      ],
      min: 0,
      width: 6,
      height: 9,
    }),
    timeSeries({
      title: 'Fills by market and side',
      description:
        'Executions a second, each trade id once. Fills of one side only build a position.',
      unit: 'suffix:/s',
      queries: [
        {
          expr: `sum by (exchange, symbol, side) (rate(genesis_trades_total{${MARKET}}[$__rate_interval]))`,
          legend: '{{exchange}} {{symbol}} {{side}}',
        },
      ],
      min: 0,
      width: 7,
      height: 9,
    }),
    alertTable(11, 9),
  ],
};

const NINETY_DAYS: Section = {
  title: 'Ninety days',
  panels: [
    timeSeries({
      title: 'Equity curve, ninety days',
      description:
        'Profit and loss of each bot every five minutes, as far back as the data source keeps it; Prometheus alone keeps 15 days. It needs the recording rules.',
      unit: 'currencyUSD',
      queries: [{ expr: `instance:genesis_pnl_dollars:last_5m{${BOT}}`, legend: '{{instance}}' }],
      lookBack: '90d',
      width: 12,
      height: 9,
    }),
    timeSeries({
      title: 'Worst drawdown, ninety days',
      description:
        'The worst drawdown of each bot within each point, as far back as the data source keeps it. It needs the recording rules.',
      unit: 'percent',
      queries: [
        {
          expr: `max_over_time(instance:genesis_drawdown_percent:max_5m{${BOT}}[$__rate_interval])`,
          legend: '{{instance}}',
        },
      ],
      thresholds: rising(elevated, high, severe),
      min: 0,
      lookBack: '90d',
      width: 12,
      height: 9,
    }),
  ],
};

/** What a trader looks at first. */
export const risk = dashboard({
  key: 'risk',
  description:
    'Is money being made or lost, how far has the equity fallen, and does anything ring? The steps of the colours are those of the alerts.',
  from: 'now-24h',
  refresh: '30s',
  stats: STATS,
  sections: [PROFIT, DRAWDOWN, BEHAVIOUR, EXPOSURE, NINETY_DAYS],
});
