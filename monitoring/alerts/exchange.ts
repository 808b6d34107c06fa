import { RECORDED } from '../recording/names.js';
import { THRESHOLDS } from '../thresholds.js';
import { unlessYoungerThan } from '../young-bots.js';
import type { AlertGroup } from './alert.js';
import { BOT, EXCHANGE, PERCENT_OF_ONE, percent, WHOLE } from './wording.js';

const { connectionChanges, marketMessagesPerHour, websocketLatencyP99Ms, clockOffsetSeconds } =
  THRESHOLDS;
const { warning: usageNear, critical: usageExhausted } = THRESHOLDS.rateLimitUsage;

/** Messages that tell prices; those of the account come when something happens to it. */
const MARKET_MESSAGES =
  'genesis_websocket_latency_ms_count{channel!~"orders|fills|balance|account|positions"}';

function marketMessages(window: string): string {
  return `sum by (job, instance, exchange) (increase(${MARKET_MESSAGES}[${window}]))`;
}

export const exchangeAlerts: AlertGroup = {
  name: 'genesis-exchange',
  alerts: [
    {
      name: 'GenesisExchangeDisconnected',
      severity: 'critical',
      // A connection that the bot closes itself shows 0 for a minute before its series ends.
      expr: 'genesis_connection_status == 0',
      for: '90s',
      keepFiringFor: '30s',
      when: 'an exchange is not connected',
      summary: `Disconnected: ${BOT} has lost ${EXCHANGE}`,
      description: `${BOT} has had no connection to ${EXCHANGE} for a minute and a half. It sees no prices there and may not be able to cancel.`,
      action:
        'Look at the open positions and orders on the exchange itself, then at its status page.',
      dashboard: 'exchange',
      panel: 'Connection state',
    },
    {
      name: 'GenesisConnectionFlapping',
      severity: 'warning',
      // Restarts change the status as well; GenesisBotRestarting tells of those.
      expr: unlessYoungerThan(
        600,
        `changes(genesis_connection_status[10m]) >= ${connectionChanges}`,
      ),
      keepFiringFor: '5m',
      when: `a connection came or went ${connectionChanges} times or more within 10 minutes, of a bot that is older than that`,
      summary: `Connection flaps: ${BOT} and ${EXCHANGE}, ${WHOLE} changes in 10 minutes`,
      description: `The connection of ${BOT} to ${EXCHANGE} came or went ${WHOLE} times within ten minutes. Prices and fills are missed in between.`,
      action: 'Compare with the other bots and exchanges: one network, or one exchange?',
      dashboard: 'exchange',
      panel: 'Connection changes within ten minutes',
    },
    {
      name: 'GenesisMarketDataStale',
      severity: 'critical',
      // What rings goes on until there are messages, though the hour with many of them is soon over.
      expr: `(
  (
    (${marketMessages('1h')} >= ${marketMessagesPerHour})
  or
    sum by (job, instance, exchange) (ALERTS{alertname="GenesisMarketDataStale", alertstate="firing"})
  )
unless
  (${marketMessages('2m')} > 0)
)
and on (job, instance, exchange)
  (genesis_connection_status == 1)`,
      for: '1m',
      keepFiringFor: '30s',
      when: `connected, ${marketMessagesPerHour} messages or more within the hour, none within 2 minutes`,
      summary: `No market data: ${BOT} hears nothing from ${EXCHANGE}`,
      description: `${BOT} is connected to ${EXCHANGE} and has had no market data from there for more than two minutes, where there were ten messages a minute before. It trades on old prices, if it trades.`,
      action: 'Keep the bot from placing orders, compare its prices with the exchange, restart it.',
      dashboard: 'exchange',
      panel: 'Messages by channel',
    },
    {
      name: 'GenesisWebsocketLatencyHigh',
      severity: 'warning',
      expr: `${RECORDED.websocketLatencyP99} > ${websocketLatencyP99Ms}`,
      for: '10m',
      keepFiringFor: '5m',
      when: `p99 of message latency above ${websocketLatencyP99Ms} ms`,
      summary: `Slow market data: ${EXCHANGE} to ${BOT}, p99 ${WHOLE} ms`,
      description: `One in a hundred messages from ${EXCHANGE} reaches ${BOT} ${WHOLE} ms after its event or later. The bot decides on old prices.`,
      action: 'Look at event loop lag and clock offset first, then at the network.',
      dashboard: 'exchange',
      panel: 'Message latency',
    },
    {
      name: 'GenesisClockOffsetHigh',
      severity: 'warning',
      expr: `abs(genesis_clock_offset_seconds) > ${clockOffsetSeconds}`,
      for: '5m',
      keepFiringFor: '5m',
      when: `clocks differ by more than ${clockOffsetSeconds} s`,
      summary: `Clock off: ${BOT} and ${EXCHANGE} differ by {{ $value | printf "%.2f" }} s`,
      description: `The clocks of ${EXCHANGE} and of the machine of ${BOT} differ by {{ $value | printf "%.2f" }} s. Exchanges refuse orders whose time is too far off.`,
      action: 'Check the time synchronization of the machine (chronyc tracking, timedatectl).',
      dashboard: 'exchange',
      panel: 'Clock offset',
    },
    {
      name: 'GenesisRateLimitNear',
      severity: 'warning',
      // Use falls to 0 with each window of the limit: the highest of a minute and a half counts.
      expr: `max_over_time(genesis_rate_limit_usage_ratio[90s]) > ${usageNear}`,
      for: '5m',
      keepFiringFor: '5m',
      when: `a rate limit used by more than ${percent(usageNear)} within 90 s`,
      summary: `Rate limit near: ${BOT} at ${PERCENT_OF_ONE} of {{ $labels.limit_type }}, ${EXCHANGE}`,
      description: `${BOT} has come to ${PERCENT_OF_ONE} of the limit {{ $labels.limit_type }} of ${EXCHANGE}, for five minutes or more. Beyond 100% it refuses.`,
      action: 'Let the bot ask less often: streams instead of polling, fewer symbols.',
      dashboard: 'exchange',
      panel: 'Rate limit usage',
    },
    {
      name: 'GenesisRateLimitExhausted',
      severity: 'critical',
      // The client's own budget may be used up all the time: it only makes requests wait.
      expr: `max_over_time(genesis_rate_limit_usage_ratio{limit_type!="client"}[90s]) > ${usageExhausted}`,
      for: '2m',
      keepFiringFor: '2m',
      when: `a limit of the exchange used by more than ${percent(usageExhausted)} within 90 s`,
      summary: `Rate limit used up: ${BOT} at ${PERCENT_OF_ONE} of {{ $labels.limit_type }}, ${EXCHANGE}`,
      description: `${BOT} has used ${PERCENT_OF_ONE} of the limit {{ $labels.limit_type }} of ${EXCHANGE}. The exchange refuses what goes beyond, cancellations too, and may ban the address.`,
      action: 'Take load off the bot now: pause what polls, leave room for cancellations.',
      dashboard: 'exchange',
      panel: 'Rate limit usage',
    },
  ],
};
