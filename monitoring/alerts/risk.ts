import { THRESHOLDS } from '../thresholds.js';
import { unlessYoungerThan } from '../young-bots.js';
import type { Alert, AlertGroup, Severity } from './alert.js';
import { BOT, ONE_DECIMAL } from './wording.js';

const { drawdownPercent, drawdownSpeedPercent, tiltScore } = THRESHOLDS;

/** How long a bot may take after its start to know how it stands. */
const STARTING_SECONDS = 300;

/** A change of a gauge within a window, of bots that knew how they stand all that time. */
function changedWithin(window: '10m' | '15m' | '1h', metric: string, comparison: string): string {
  const seconds = { '10m': 600, '15m': 900, '1h': 3_600 }[window];
  const expr = `delta(${metric}[${window}]) ${comparison}`;
  return `(${unlessYoungerThan(seconds + STARTING_SECONDS, expr)})`;
}

/** With delta: increase() would take each fall of a drawdown for a counter that began anew. */
function grewWithin(window: '15m' | '1h'): string {
  return changedWithin(window, 'genesis_drawdown_percent', `> ${drawdownSpeedPercent}`);
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
      name: 'GenesisDrawdownForgotten',
      severity: 'warning',
      expr: `(
  max_over_time(genesis_drawdown_percent[1h]) > ${drawdownPercent.elevated}
unless
  genesis_drawdown_percent > ${drawdownPercent.elevated}
)
and on (job, instance) genesis_up < 3600`,
      for: '5m',
      when: `a start within an hour after a drawdown above ${drawdownPercent.elevated}%, which is measured anew since`,
      summary: `Drawdown of ${ONE_DECIMAL}% forgotten: ${BOT} was started and measures anew`,
      description: `${BOT} had a drawdown of ${ONE_DECIMAL}% within the last hour and has been started since. Its highest equity from before is forgotten: alerts on drawdown were over without a recovery, and ring later than they should.`,
      action: 'Treat the drawdown as if it went on; compare the equity on the exchange itself.',
      dashboard: 'risk',
      panel: 'Drawdown',
    },
    {
      name: 'GenesisDrawdownUnknown',
      severity: 'warning',
      expr: 'genesis_pnl_dollars < 0 unless on (job, instance) genesis_drawdown_percent',
      for: '10m',
      when: 'losses of a bot that has no drawdown, for want of an initial equity',
      summary: `Losses without a drawdown: ${BOT}, P&L {{ $value | printf "%.2f" }} $`,
      description: `${BOT} has lost money ({{ $value | printf "%.2f" }} $) before it ever had a profit, and does not know the equity that this is a part of. No alert on drawdown can ring, however much it loses.`,
      action: 'Watch its losses by hand; set GENESIS_INITIAL_EQUITY and start it again.',
      dashboard: 'risk',
      panel: 'Equity curve',
    },
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
      expr: `genesis_tilt_score > ${tiltScore} and ${changedWithin('10m', 'genesis_pnl_dollars', '< 0')}`,
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
