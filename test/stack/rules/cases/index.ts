import type { AlertCases } from '../support/rule-case.js';
import { BOT_CASES } from './bot.js';
import { EXCHANGE_CASES } from './exchange.js';
import { ORDERS_CASES } from './orders.js';
import { RISK_CASES } from './risk.js';
import { STACK_CASES } from './stack.js';
import { TELEMETRY_CASES } from './telemetry.js';

/** The cases of every alert, by what the alerts are about. */
export const ALERT_CASES: Readonly<Record<string, readonly AlertCases[]>> = {
  'the bot': BOT_CASES,
  'the exchange': EXCHANGE_CASES,
  orders: ORDERS_CASES,
  risk: RISK_CASES,
  telemetry: TELEMETRY_CASES,
  'the stack': STACK_CASES,
};
