import { type AlertCases, BOT, OTHER_BOT, series } from '../support/rule-case.js';
import { flat, gone, ramp } from '../support/series.js';

const DRAWDOWN = series('genesis_drawdown_percent', BOT);
const OTHER_DRAWDOWN = series('genesis_drawdown_percent', OTHER_BOT);
const UPTIME = series('genesis_up', BOT);
const TILT = series('genesis_tilt_score', BOT);
const PNL = series('genesis_pnl_dollars', BOT);

const RUNS_ON = { [UPTIME]: [ramp(86_400, 10, '4h')] };

export const RISK_CASES: readonly AlertCases[] = [
  {
    alert: 'GenesisDrawdownElevated',
    cases: [
      {
        story: 'a drawdown above five percent that recovers; another bot is at five',
        series: {
          [DRAWDOWN]: [flat(2, '2m'), flat(5.2, '6m'), flat(4.9, '8m')],
          [OTHER_DRAWDOWN]: [flat(5, '16m')],
        },
        ringing: { '3m45s': [], '4m': [BOT], '8m': [BOT], '12m45s': [BOT], '13m': [] },
        told: {
          at: '5m',
          labels: BOT,
          summary: 'Drawdown 5.2%: bot:9464',
          description:
            'bot:9464 has lost 5.2% of its highest equity, more than 5%. That is the first step, to look.',
        },
      },
      {
        story: 'a minute above it, and a bot whose drawdown is not known',
        series: {
          [DRAWDOWN]: [flat(4.8, '2m'), flat(5.5, '1m'), flat(4.8, '5m')],
          [OTHER_DRAWDOWN]: [flat('NaN', '8m')],
        },
        ringing: { '2m45s': [], '4m': [], '7m': [] },
      },
    ],
  },
  {
    alert: 'GenesisDrawdownHigh',
    cases: [
      {
        story: 'a drawdown above ten percent that recovers; another bot is at ten',
        series: {
          [DRAWDOWN]: [flat(9.8, '2m'), flat(10.4, '6m'), flat(9.8, '8m')],
          [OTHER_DRAWDOWN]: [flat(10, '16m')],
        },
        ringing: { '2m45s': [], '3m': [BOT], '8m': [BOT], '12m45s': [BOT], '13m': [] },
        told: {
          at: '5m',
          labels: BOT,
          summary: 'Drawdown 10.4%: bot:9464',
          description:
            'bot:9464 has lost 10.4% of its highest equity, more than 10%. That is the second step, to act.',
        },
      },
      {
        story: 'a spike of half a minute',
        series: { [DRAWDOWN]: [flat(9.6, '2m'), flat(12, '30s'), flat(9.6, '5m')] },
        ringing: { '2m15s': [], '3m': [], '6m': [] },
      },
    ],
  },
  {
    alert: 'GenesisDrawdownSevere',
    cases: [
      {
        story: 'a drawdown above twenty percent rings at once; another bot is at twenty',
        series: {
          [DRAWDOWN]: [flat(9, '2m'), flat(20.6, '1m'), flat(19.5, '8m')],
          [OTHER_DRAWDOWN]: [flat(20, '11m')],
        },
        ringing: { '1m45s': [], '2m': [BOT], '7m45s': [BOT], '8m': [] },
        told: {
          at: '2m',
          labels: BOT,
          summary: 'Drawdown 20.6%: bot:9464',
          description:
            'bot:9464 has lost 20.6% of its highest equity, more than 20%. That is the third step, to stop.',
        },
      },
      {
        story: 'a drawdown that stays below, and ends with the bot',
        series: { [DRAWDOWN]: [flat(19.2, '5m'), gone('5m')] },
        ringing: { '2m': [], '9m': [] },
      },
    ],
  },
  {
    alert: 'GenesisDrawdownFast',
    cases: [
      {
        story: 'three points and more within an hour, then no further',
        series: {
          [DRAWDOWN]: [flat(2, '70m'), ramp(2, 0.02, '30m'), flat(5.2, '100m')],
          [OTHER_DRAWDOWN]: [flat(2, '70m'), flat(4.9, '130m')],
          ...RUNS_ON,
        },
        ringing: { '90m': [], '98m': [BOT], '120m': [BOT], '165m': [] },
        told: {
          at: '110m',
          labels: BOT,
          summary: 'Drawdown grows fast: bot:9464, 3.2 points within an hour',
          description:
            'The drawdown of bot:9464 has grown by 3.2 percentage points within an hour or less, and is above 5%.',
        },
      },
      {
        story: 'a fall from one price to the next, seen for a minute before it rings',
        series: {
          [DRAWDOWN]: [flat(2, '20m'), flat(5.6, '20m')],
          [UPTIME]: [ramp(3600, 10, '40m')],
        },
        ringing: { '20m45s': [], '21m': [BOT] },
      },
      {
        story: 'back to near the peak for twenty minutes and down again, all within an hour',
        series: {
          [DRAWDOWN]: [flat(9, '30m'), ramp(9, -0.2, '5m'), flat(3, '20m'), flat(9, '20m')],
          ...RUNS_ON,
        },
        ringing: { '55m45s': [], '56m': [BOT] },
      },
      {
        story: 'a drawdown that recovers in steps, which increase() takes for growth',
        series: {
          [DRAWDOWN]: [
            ...[flat(10, '20m'), flat(9, '10m'), flat(9.2, '5m')],
            ...[flat(8, '10m'), flat(8.1, '5m'), flat(7, '20m')],
          ],
          ...RUNS_ON,
        },
        ringing: { '31m': [], '46m': [], '60m': [] },
      },
      {
        story: 'slow growth over a day, and fast growth below five percent',
        series: {
          [DRAWDOWN]: [ramp(3, 0.0078, '120m')],
          [OTHER_DRAWDOWN]: [flat(0, '60m'), flat(4.9, '60m')],
          ...RUNS_ON,
        },
        ringing: { '62m': [], '100m': [], '119m': [] },
      },
      {
        story: 'a bot that is started again and only then reads how it stands',
        series: {
          [DRAWDOWN]: [flat(8, '30m'), gone('30s'), flat(0, '30s'), flat(8, '90m')],
          [UPTIME]: [ramp(86_400, 10, '30m'), gone('30s'), ramp(4, 10, '90m')],
        },
        ringing: { '33m': [], '45m': [], '60m': [], '92m': [] },
      },
    ],
  },
  {
    alert: 'GenesisTiltWithLosses',
    cases: [
      {
        story: 'tilt while P&L falls, until it rises again',
        series: {
          [TILT]: [flat(71.5, '50m')],
          [PNL]: [flat(500, '20m'), ramp(500, -2, '5m'), ramp(440, 4, '25m')],
          ...RUNS_ON,
        },
        ringing: {
          '20m': [],
          '21m': [],
          '21m15s': [BOT],
          '25m': [BOT],
          '32m': [BOT],
          '33m15s': [],
        },
        told: {
          at: '24m',
          labels: BOT,
          summary: 'Tilt with losses: bot:9464, tilt score 71.5',
          description:
            'The tilt score of bot:9464 is 71.5, above 70, while its P&L falls: it chases losses.',
        },
      },
      {
        story: 'losses with a cool head, tilt with another bot’s losses',
        series: {
          [TILT]: [flat(70, '30m')],
          [PNL]: [ramp(500, -5, '30m')],
          [series('genesis_tilt_score', OTHER_BOT)]: [flat(95, '30m')],
          [series('genesis_pnl_dollars', OTHER_BOT)]: [flat(20, '30m')],
          ...RUNS_ON,
        },
        ringing: { '2m': [], '15m': [], '29m': [] },
      },
      {
        story: 'a restart, after which P&L begins at nothing',
        series: {
          [TILT]: [flat(90, '20m'), gone('30s'), flat(90, '20m')],
          [PNL]: [flat(1_000, '20m'), gone('30s'), flat(0, '20m')],
          [UPTIME]: [ramp(86_400, 10, '20m'), gone('30s'), ramp(4, 10, '20m')],
        },
        ringing: { '22m': [], '29m': [], '31m': [], '39m': [] },
      },
    ],
  },
];
