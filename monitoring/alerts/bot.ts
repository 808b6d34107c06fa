import { THRESHOLDS } from '../thresholds.js';
import type { AlertGroup } from './alert.js';
import { BOT, DURATION, WHOLE } from './wording.js';

const { eventLoopLagSeconds, botRestarts, cpuPercent } = THRESHOLDS;

export const botAlerts: AlertGroup = {
  name: 'genesis-bot',
  alerts: [
    {
      name: 'GenesisBotDown',
      severity: 'critical',
      expr: 'up{job="genesis"} == 0',
      for: '1m',
      when: 'a bot does not answer scrapes',
      summary: `Bot down: ${BOT} does not answer`,
      description: `Prometheus has had no metrics from ${BOT} for a minute: the bot is dead, cannot be reached, or refuses the token. Its open orders and positions are still at the exchange.`,
      action:
        'Look at the open orders and positions on the exchange itself, then start the bot again.',
      dashboard: 'health',
      panel: 'Reached by Prometheus',
    },
    {
      name: 'GenesisNoBots',
      severity: 'critical',
      expr: 'absent(up{job="genesis"})',
      for: '5m',
      when: 'Prometheus has no bot on its list',
      summary: 'No bot is watched: Prometheus knows of none',
      description:
        'Prometheus has no target in the job "genesis". Whatever the bots do, no other alert about them can ring.',
      action: 'Check that the bots run and that the list of targets names them.',
      dashboard: 'health',
      panel: 'Bots up',
    },
    {
      name: 'GenesisBotStuck',
      severity: 'critical',
      expr: `genesis_event_loop_lag_seconds > ${eventLoopLagSeconds}`,
      for: '15s',
      when: `the event loop has not turned for more than ${eventLoopLagSeconds} s`,
      summary: `Bot stuck: event loop of ${BOT} stands still for ${DURATION}`,
      description: `The event loop of ${BOT} has not turned for ${DURATION}. Until it does, the bot reacts to no price and cancels no order.`,
      action:
        'Reduce the risk on the exchange itself by hand, then take a stack of the bot and restart it.',
      dashboard: 'health',
      panel: 'Event loop lag',
    },
    {
      name: 'GenesisBotRestarting',
      severity: 'critical',
      expr: `resets(genesis_up[15m]) >= ${botRestarts}`,
      when: `${botRestarts} starts or more within 15 minutes`,
      summary: `Bot keeps restarting: ${BOT}, ${WHOLE} times in 15 minutes`,
      description: `${BOT} has started anew ${WHOLE} times within a quarter of an hour. Each start may leave orders behind that the bot no longer knows.`,
      action: 'Stop what restarts it, look at its last lines of log, check its orders.',
      dashboard: 'health',
      panel: 'Restarts within a quarter of an hour',
    },
    {
      name: 'GenesisBotCpuHigh',
      severity: 'warning',
      expr: `avg_over_time(genesis_cpu_usage_percent[5m]) > ${cpuPercent}`,
      for: '10m',
      keepFiringFor: '5m',
      when: `more than ${cpuPercent}% of a core, over 5 minutes`,
      summary: `Bot busy: ${BOT} uses ${WHOLE}% of a core`,
      description: `${BOT} has used ${WHOLE}% of one core over five minutes, for ten minutes. An event loop that is busy all the time makes orders late.`,
      action: 'Compare with the latency of orders; take a CPU profile of the bot.',
      dashboard: 'health',
      panel: 'CPU',
    },
  ],
};
