import { THRESHOLDS } from '../../thresholds.js';
import { alertCount } from '../firing-alerts.js';
import { stat } from '../kit/stat.js';
import { rising } from '../kit/thresholds.js';
import { BOT, TARGET } from '../kit/variables.js';

export const HEALTH_STATS = [
  stat({
    title: 'Bots down',
    description: 'Bots that Prometheus should reach and does not. 0 is good.',
    unit: 'short',
    decimals: 0,
    query: { expr: `count(up{${TARGET}} == 0) or vector(0)` },
    thresholds: rising(1),
  }),
  stat({
    title: 'Bots up',
    description: 'Bots that answered the last scrape.',
    unit: 'short',
    decimals: 0,
    query: { expr: `sum(up{${TARGET}})` },
  }),
  stat({
    title: 'Youngest',
    description: 'How long the bot runs that was started last.',
    unit: 's',
    decimals: 1,
    query: { expr: `min(genesis_up{${BOT}})` },
  }),
  stat({
    title: 'Loop lag',
    description:
      'How long the event loop of the worst bot has not turned. A bot that hangs trades nothing.',
    unit: 's',
    decimals: 1,
    query: { expr: `max(genesis_event_loop_lag_seconds{${BOT}})` },
    thresholds: rising(THRESHOLDS.eventLoopLagSeconds),
  }),
  stat({
    title: 'CPU now',
    description: 'CPU of the busiest bot, in percent of one core.',
    unit: 'percent',
    decimals: 0,
    query: { expr: `max(genesis_cpu_usage_percent{${BOT}})` },
    thresholds: rising(THRESHOLDS.cpuPercent),
  }),
  alertCount(),
];
