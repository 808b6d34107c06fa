import type { Answer } from '../core/answer-method.js';
import { fieldsOf, itemsOf } from '../core/fields.js';
import { timeOf } from '../exchanges/alpaca/times.js';
import type { AlpacaAccounts } from './account.js';

type Read = (accounts: AlpacaAccounts, answer: Answer<object>) => void;

const positionsListed: Read = (accounts, answer) => accounts.positionsListed(answer);
const positionShown: Read = (accounts, answer) => accounts.positionShown(answer);
const activitiesListed: Read = (accounts, answer) => accounts.activitiesListed(answer);

/** The methods of the 4.x line's `PositionsApi` whose answers tell positions. */
export const POSITION_ANSWERS: Readonly<Record<string, Read>> = {
  getAllOpenPositions: positionsListed,
  getOpenPosition: positionShown,
};

/**
 * The methods of the 4.x line's `AccountActivitiesApi` whose answers tell fills. Its
 * `getAccountActivitiesByActivityType` reads fills as if they were none, and loses side and order.
 */
export const ACTIVITY_ANSWERS: Readonly<Record<string, Read>> = {
  getAccountActivities: activitiesListed,
};

/** The same by the endpoints that the 3.x line sends `GET` to. */
export const ENDPOINT_ANSWERS: readonly (readonly [endpoint: RegExp, read: Read])[] = [
  [/^\/positions$/, positionsListed],
  [/^\/positions\/./, positionShown],
  [/^\/account\/activities(?:\/|$)/, activitiesListed],
];

/** The methods of the 4.x line's `ClockApi`, which knows one clock or one for each market. */
export const CLOCK_ANSWERS: Readonly<Record<string, (answer: unknown) => number | undefined>> = {
  legacyClock: clockTime,
  clock: (answer) => clockTime(itemsOf(fieldsOf(answer)['clocks'])[0]),
};

/** The time of a clock, in milliseconds since the epoch. */
export function clockTime(clock: unknown): number | undefined {
  return timeOf(fieldsOf(clock)['timestamp']);
}
