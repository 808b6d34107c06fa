import { type AlertCases, BOT, OTHER_BOT, series, youngNeighbours } from '../support/rule-case.js';
import { flat, gone, ramp } from '../support/series.js';
import { blindDrawdownCases } from './blind-drawdown.js';

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
  ...blindDrawdownCases,
  {
    alert: 'GenesisDrawdownFast',
    cases: [
      {
        story: 'three points and more within an hour, of a bot that is just old enough',
        series: {
          [DRAWDOWN]: [flat(2, '37m'), ramp(2, 9 / 512, '30m'), flat(2 + 179 * (9 / 512), '60m')],
          [OTHER_DRAWDOWN]: [flat(2, '37m'), flat(4.9, '90m')],
          [UPTIME]: [ramp(4, 10, '127m')],
          ...youngNeighbours(flat(60, '127m')),
        },
        ringing: {
          ...{ '37m': [], '66m15s': [], '66m30s': [BOT], '98m': [BOT] },
          ...{ '103m': [BOT], '104m': [] },
        },
        told: {
          at: '66m30s',
          labels: BOT,
          summary: 'Drawdown grows fast: bot:9464, 3.1 points within an hour',
          description:
            'The drawdown of bot:9464 has grown by 3.1 percentage points within an hour or less, and is above 5%.',
        },
      },
      {
        story: 'a fall from one price to the next, of a bot that is too young for an hour’s view',
        series: {
          [DRAWDOWN]: [flat(2, '20m30s'), flat(5.6, '20m')],
          [UPTIME]: [ramp(4, 10, '41m')],
          ...youngNeighbours(flat(60, '41m')),
        },
        ringing: { '21m15s': [], '21m30s': [BOT] },
      },
      {
        story: 'back to near the peak for twenty minutes and down again, all within an hour',
        series: {
          [DRAWDOWN]: [flat(8, '30m'), ramp(8, -0.125, '4m'), flat(5.125, '21m'), flat(8.2, '40m')],
          [OTHER_DRAWDOWN]: [flat(8, '30m'), flat(5.125, '25m'), flat(8, '40m')],
          ...RUNS_ON,
        },
        ringing: { '55m45s': [], '56m': [BOT], '69m45s': [BOT], '74m30s': [BOT], '75m30s': [] },
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
        story: 'a bot that is started again and only after minutes knows how it stands',
        series: {
          [DRAWDOWN]: [flat(8, '30m'), gone('30s'), flat(0, '290s'), flat(8, '90m')],
          [UPTIME]: [ramp(86_400, 10, '30m'), gone('30s'), ramp(4, 10, '95m')],
        },
        ringing: { '33m': [], '36m': [], '49m45s': [], '60m': [], '91m': [], '95m': [], '97m': [] },
      },
      {
        story: 'a bot that is new and only after minutes knows how it stands',
        series: {
          [DRAWDOWN]: [flat(0, '290s'), flat(8, '90m')],
          [UPTIME]: [ramp(4, 10, '95m')],
        },
        ringing: { '6m': [], '19m15s': [], '64m15s': [], '67m': [] },
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
          ...youngNeighbours(flat(60, '50m')),
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
        story: 'a loss that ended ten minutes ago',
        series: { [TILT]: [flat(90, '30m')], [PNL]: [flat(40, '5m'), flat(20, '25m')], ...RUNS_ON },
        ringing: { '14m': [BOT], '20m15s': [] },
      },
      {
        story: 'a loss from the start on, of a bot that is just old enough',
        series: {
          [TILT]: [flat(90, '20m')],
          [PNL]: [ramp(0, -1, '20m')],
          [UPTIME]: [ramp(4, 10, '20m')],
        },
        ringing: { '15m45s': [], '16m15s': [BOT] },
      },
      {
        story: 'a restart, after which P&L begins at nothing and is known after minutes',
        series: {
          [TILT]: [flat(90, '20m'), gone('30s'), flat(90, '30m')],
          [PNL]: [flat(1_000, '20m'), gone('30s'), flat(0, '290s'), flat(-300, '25m')],
          [UPTIME]: [ramp(86_400, 10, '20m'), gone('30s'), ramp(4, 10, '30m')],
        },
        ringing: { '22m': [], '29m': [], '35m15s': [], '39m': [] },
      },
    ],
  },
];
