import { THRESHOLDS } from '../../thresholds.js';
import type { Section } from '../kit/dashboard.js';
import { stateTimeline } from '../kit/state-timeline.js';
import { rising } from '../kit/thresholds.js';
import { timeSeries } from '../kit/time-series.js';
import { BOT } from '../kit/variables.js';
import { STACK_JOBS } from './stack-jobs.js';

const LIFE = [
  stateTimeline({
    title: 'Reached by Prometheus',
    description:
      'When each bot and each part of the stack answered its scrapes. A bot that is red here is down, or its endpoint refuses.',
    unit: 'none',
    queries: [{ expr: `up{job=~"$job|genesis|${STACK_JOBS}"}`, legend: '{{job}} {{instance}}' }],
    words: ['down', 'up'],
    width: 24,
    height: 7,
  }),
  timeSeries({
    title: 'Uptime',
    description: 'How long each bot runs. A saw is a bot that restarts.',
    unit: 's',
    decimals: 1,
    queries: [{ expr: `genesis_up{${BOT}}`, legend: '{{instance}}' }],
    min: 0,
    width: 8,
    height: 8,
  }),
  timeSeries({
    title: 'Restarts within a quarter of an hour',
    description:
      'How often each bot was started anew in the 15 minutes before. The line is the alert.',
    unit: 'short',
    decimals: 0,
    queries: [{ expr: `resets(genesis_up{${BOT}}[15m])`, legend: '{{instance}}' }],
    thresholds: rising(THRESHOLDS.botRestarts),
    min: 0,
    softMax: THRESHOLDS.botRestarts,
    width: 8,
    height: 8,
  }),
  timeSeries({
    title: 'Event loop lag',
    description:
      'How long the event loop of each bot has not turned: 0 while all is well, rising while it hangs. The line is the alert that the bot is stuck.',
    unit: 's',
    // The longest between two points: a hang of seconds is over before a wide picture looks again.
    queries: [
      {
        expr: `max_over_time(genesis_event_loop_lag_seconds{${BOT}}[$__rate_interval])`,
        legend: '{{instance}}',
      },
    ],
    thresholds: rising(THRESHOLDS.eventLoopLagSeconds),
    min: 0,
    softMax: 1,
    width: 8,
    height: 8,
  }),
];

const RESOURCES = [
  timeSeries({
    title: 'CPU',
    description:
      'In percent of one core. JavaScript runs on one: near 100 % everything waits. The line is the alert.',
    unit: 'percent',
    decimals: 0,
    queries: [{ expr: `genesis_cpu_usage_percent{${BOT}}`, legend: '{{instance}}' }],
    thresholds: rising(THRESHOLDS.cpuPercent),
    min: 0,
    softMax: 100,
    width: 12,
    height: 8,
  }),
  timeSeries({
    title: 'Memory',
    description: 'Resident memory of each bot. A line that only rises is a leak.',
    unit: 'bytes',
    queries: [{ expr: `genesis_memory_usage_bytes{${BOT}}`, legend: '{{instance}}' }],
    min: 0,
    width: 12,
    height: 8,
  }),
];

export const BOTS: Section = { title: 'Bots', panels: [...LIFE, ...RESOURCES] };
