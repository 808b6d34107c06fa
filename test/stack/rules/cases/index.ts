import type { AlertCases } from '../support/rule-case.js';
import { BOT_CASES } from './bot.js';

/** The cases of every alert, by what the alerts are about. */
export const ALERT_CASES: Readonly<Record<string, readonly AlertCases[]>> = {
  'the bot': BOT_CASES,
};
