import { type AlertCases, BOT, OTHER_BOT, series, youngNeighbours } from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';

const DRAWDOWN = series('genesis_drawdown_percent', BOT);
const OTHER_DRAWDOWN = series('genesis_drawdown_percent', OTHER_BOT);
const PNL = series('genesis_pnl_dollars', BOT);
const UPTIME = series('genesis_up', BOT);
const RESTART = { [UPTIME]: [ramp(86_400, 10, '10m'), gone('30s'), ramp(4, 10, '80m')] };

/** Losses that no other alert on drawdown sees. */
export const blindDrawdownCases: readonly AlertCases[] = [
  {
    alert: 'GenesisDrawdownForgotten',
    cases: [
      {
        story: 'a restart within a drawdown, which is 0 from then on',
        series: {
          ...RESTART,
          [DRAWDOWN]: [flat(12.3, '10m'), gone('30s'), flat(0, '80m')],
          [OTHER_DRAWDOWN]: [flat(12.3, '10m'), flat(0, '80m')],
          [series('genesis_up', OTHER_BOT)]: [ramp(3_000, 10, '91m')],
        },
        ringing: {
          ...{ '10m': [], '15m15s': [], '15m30s': [BOT], '60m': [BOT] },
          ...{ '69m45s': [BOT], '70m15s': [] },
        },
        told: {
          at: '20m',
          labels: BOT,
          summary: 'Drawdown of 12.3% forgotten: bot:9464 was started and measures anew',
          description:
            'bot:9464 had a drawdown of 12.3% within the last hour and has been started since. Its highest equity from before is forgotten: alerts on drawdown were over without a recovery, and ring later than they should.',
        },
      },
      {
        story: 'a restart after which nothing is known of the drawdown',
        series: { ...RESTART, [DRAWDOWN]: [flat(5.2, '10m'), gone('30s'), unseen('80m')] },
        ringing: { '16m': [BOT] },
      },
      {
        story: 'a bot that knows its drawdown again after four minutes; one that had five percent',
        series: {
          ...RESTART,
          [series('genesis_up', OTHER_BOT)]: RESTART[UPTIME] ?? [],
          [DRAWDOWN]: [flat(12.3, '10m'), gone('30s'), flat(0, '4m'), flat(11.9, '70m')],
          [OTHER_DRAWDOWN]: [flat(5, '10m'), gone('30s'), flat(0, '80m')],
        },
        ringing: { '14m': [], '16m': [], '40m': [] },
      },
      {
        story: 'a restart long ago',
        series: {
          [UPTIME]: [ramp(3_400, 10, '60m')],
          [DRAWDOWN]: [flat(12, '2m'), flat(0, '58m')],
          ...youngNeighbours(flat(60, '60m')),
        },
        ringing: { '3m15s': [], '8m': [], '30m': [] },
      },
    ],
  },
  {
    alert: 'GenesisDrawdownUnknown',
    cases: [
      {
        story: 'losses from the start on, until there is a profit to measure them against',
        series: {
          [PNL]: [flat(0, '5m'), ramp(-1, -2, '20m'), flat(40, '5m'), flat(-3, '10m')],
          [DRAWDOWN]: [flat(0, '5m'), gone('20m'), flat(0, '5m'), flat(107.5, '10m')],
          [series('genesis_pnl_dollars', OTHER_BOT)]: [flat(-500, '40m')],
          [OTHER_DRAWDOWN]: [flat(4, '40m')],
        },
        ringing: { '14m45s': [], '15m': [BOT], '24m45s': [BOT], '25m15s': [], '38m': [] },
        told: {
          at: '15m',
          labels: BOT,
          summary: 'Losses without a drawdown: bot:9464, P&L -121.00 $',
          description:
            'bot:9464 has lost money (-121.00 $) before it ever had a profit, and does not know the equity that this is a part of. No alert on drawdown can ring, however much it loses.',
        },
      },
      {
        story: 'a bot without losses and without a drawdown; nine minutes of losses',
        series: {
          [PNL]: [flat(0, '30m')],
          [series('genesis_pnl_dollars', OTHER_BOT)]: [flat(-1, '9m'), flat(1, '20m')],
          [OTHER_DRAWDOWN]: [unseen('9m'), flat(0, '20m')],
        },
        ringing: { '8m': [], '9m45s': [], '10m15s': [], '25m': [] },
      },
    ],
  },
];
