import { THRESHOLDS } from '../../thresholds.js';
import type { Section } from '../kit/dashboard.js';
import { stateTimeline } from '../kit/state-timeline.js';
import { rising } from '../kit/thresholds.js';
import { timeSeries } from '../kit/time-series.js';
import { EXCHANGE } from '../kit/variables.js';

const STATUS = `genesis_connection_status{${EXCHANGE}}`;

export const CONNECTION: Section = {
  title: 'Connection',
  panels: [
    stateTimeline({
      title: 'Connection state',
      description:
        'When each bot was connected to each exchange. Red: a stream dropped and is missing. A gap: the bot closed its connection itself, or is not there.',
      unit: 'none',
      queries: [{ expr: STATUS, legend: '{{instance}} {{exchange}}' }],
      words: ['not connected', 'connected'],
      width: 24,
      height: 7,
    }),
    timeSeries({
      title: 'Connected share of the last five minutes',
      description: 'How much of the five minutes before each exchange was connected.',
      unit: 'percentunit',
      queries: [{ expr: `avg_over_time(${STATUS}[5m])`, legend: '{{instance}} {{exchange}}' }],
      min: 0,
      max: 1,
      width: 12,
      height: 8,
    }),
    timeSeries({
      title: 'Connection changes within ten minutes',
      description:
        'How often a connection came or went in the ten minutes before. The line is the alert on flapping.',
      unit: 'short',
      decimals: 0,
      queries: [{ expr: `changes(${STATUS}[10m])`, legend: '{{instance}} {{exchange}}' }],
      thresholds: rising(THRESHOLDS.connectionChanges),
      min: 0,
      softMax: THRESHOLDS.connectionChanges,
      width: 12,
      height: 8,
    }),
  ],
};
