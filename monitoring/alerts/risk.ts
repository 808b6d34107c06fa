import { THRESHOLDS } from '../thresholds.js';
import type { Alert, AlertGroup, Severity } from './alert.js';
import { BOT, ONE_DECIMAL } from './wording.js';

const { drawdownPercent, drawdownSpeedPercent, tiltScore } = THRESHOLDS;

/** What a restart does to a gauge is no news of the market. */
function unlessRestarted(expr: string, window: string): string {
  return `(${expr} unless on (job, instance) resets(genesis_up[${window}]) > 0)`;
}

/** With delta: increase() would take each fall of a drawdown for a counter that began anew. */
function grewWithin(window: string): string {
  return unlessRestarted(
    `delta(genesis_drawdown_percent[${window}]) > ${drawdownSpeedPercent}`,
    window,
  );
}

interface Step {
  readonly name: string;
  readonly severity: Severity;
  readonly percent: number;
  readonly for?: string;
  readonly meaning: string;
  readonly action: string;
}

function drawdownStep({ name, severity, percent, meaning, action, ...step }: Step): Alert {
  return {
    name,
    severity,
    expr: `genesis_drawdown_percent > ${percent}`,
    ...step,
    keepFiringFor: '5m',
    when: `drawdown above ${percent}%`,
    summary: `Drawdown ${ONE_DECIMAL}%: ${BOT}`,
    description: `${BOT} has lost ${ONE_DECIMAL}% of its highest equity, more than ${percent}%. ${meaning}`,
    action,
    dashboard: 'risk',
    panel: 'Drawdown',
  };
}

export const riskAlerts: AlertGroup = {
  name: 'genesis-risk',
  alerts: [
    drawdownStep({
      name: 'GenesisDrawdownElevated',
      severity: 'warning',
      percent: drawdownPercent.elevated,
      for: '2m',
      meaning: 'That is the first step, to look.',
      action: 'Look which positions lose, and whether the bot does what it is meant to.',
    }),
    drawdownStep({
      name: 'GenesisDrawdownHigh',
      severity: 'critical',
      percent: drawdownPercent.high,
      for: '1m',
      meaning: 'That is the second step, to act.',
      action: 'Reduce the positions that lose, or pause the bot.',
    }),
    drawdownStep({
      name: 'GenesisDrawdownSevere',
      severity: 'critical',
      percent: drawdownPercent.severe,
      meaning: 'That is the third step, to stop.',
      action: 'Stop the bot, close its positions, find the cause before it trades again.',
    }),
    {
      name: 'GenesisDrawdownFast',
      severity: 'critical',
      expr: `(
  ${grewWithin('1h')}
or
  ${grewWithin('15m')}
)
and genesis_drawdown_percent > ${drawdownPercent.elevated}`,
      for: '1m',
      keepFiringFor: '5m',
      when: `drawdown grew by more than ${drawdownSpeedPercent} points within an hour or 15 minutes, and is above ${drawdownPercent.elevated}%`,
      summary: `Drawdown grows fast: ${BOT}, ${ONE_DECIMAL} points within an hour`,
      description: `The drawdown of ${BOT} has grown by ${ONE_DECIMAL} percentage points within an hour or less, and is above ${drawdownPercent.elevated}%.`,
      action: 'Pause the bot, look at its last orders and at the market.',
      dashboard: 'risk',
      panel: 'Drawdown, change within an hour',
    },
    {
      name: 'GenesisTiltWithLosses',
      severity: 'critical',
      expr: `genesis_tilt_score > ${tiltScore} and ${unlessRestarted('delta(genesis_pnl_dollars[10m]) < 0', '10m')}`,
      for: '1m',
      keepFiringFor: '5m',
      when: `tilt score above ${tiltScore} while P&L fell within 10 minutes`,
      summary: `Tilt with losses: ${BOT}, tilt score ${ONE_DECIMAL}`,
      description: `The tilt score of ${BOT} is ${ONE_DECIMAL}, above ${tiltScore}, while its P&L falls: it chases losses.`,
      action:
        'Pause the bot or the one who trades with it. Decide about positions with a cool head.',
      dashboard: 'risk',
      panel: 'Tilt against P&L',
    },
  ],
};
