import { RECORDED } from '../recording/names.js';
import type { Alert, Severity } from './alert.js';
import { BOT, EXCHANGE, WHOLE } from './wording.js';

interface ErrorClass {
  readonly name: string;
  readonly severity: Severity;
  /** A regular expression of the classes (`error_type`) that ring. */
  readonly types: string;
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
}

/** Rings with the first error of a class and goes on for five minutes after the last. */
function errorAlert({ name, severity, types, title, meaning, action }: ErrorClass): Alert {
  return {
    name,
    severity,
    expr: `sum by (job, instance, exchange) (${RECORDED.orderErrors}{error_type=~"${types}"}) > 0`,
    when: `an order operation failed with ${types.replace('|', ' or ')} within 5 minutes`,
    summary: `${title}: ${EXCHANGE}, ${WHOLE} in 5 minutes (${BOT})`,
    description: `Order operations of ${BOT} at ${EXCHANGE} that failed so within five minutes: ${WHOLE}. ${meaning}`,
    action,
    dashboard: 'orders',
    panel: 'Errors by class',
  };
}

export const orderErrorAlerts: readonly Alert[] = [
  errorAlert({
    name: 'GenesisOrderAuthErrors',
    severity: 'critical',
    types: 'auth',
    title: 'Key refused',
    meaning:
      'The exchange refuses key, signature or permission. The bot can neither open nor close.',
    action: 'Check on the exchange that the key exists, may trade and allows this address.',
  }),
  errorAlert({
    name: 'GenesisOrderInsufficientFunds',
    severity: 'critical',
    types: 'insufficient_funds',
    title: 'Funds do not suffice',
    meaning: 'Balance or margin does not cover them. A hedge or an exit may be among them.',
    action: 'Look at balance, margin and open orders on the exchange; beware of a liquidation.',
  }),
  errorAlert({
    name: 'GenesisOrderClockSkew',
    severity: 'critical',
    types: 'clock_skew',
    title: 'Clock refused',
    meaning:
      'The clock of the machine is too far off the exchange’s. All signed requests fail alike.',
    action: 'Set the clock of the machine right (chronyc makestep), then watch the next order.',
  }),
  errorAlert({
    name: 'GenesisOrdersRateLimited',
    severity: 'warning',
    types: 'rate_limit',
    title: 'Rate limit refuses',
    meaning: 'Refused for too many requests. Going on like that gets the address banned.',
    action: 'Let the bot pause, and look which of its requests use the limit up.',
  }),
  errorAlert({
    name: 'GenesisOrderOutcomeUnknown',
    severity: 'warning',
    types: 'timeout|network',
    title: 'Outcome unknown',
    meaning: 'No answer came. The exchange may have executed them all the same.',
    action: 'Compare the orders on the exchange with the bot’s before anything is sent again.',
  }),
];
