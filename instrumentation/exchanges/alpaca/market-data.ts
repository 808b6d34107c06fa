import { fieldsOf } from '../../core/fields.js';
import { timeOf } from './times.js';

/** Channels by the type of a message. The time of a bar is when it began: it tells no latency. */
const CHANNELS: Readonly<Record<string, string>> = { t: 'trades', q: 'ticker', o: 'orderbook' };

/** When what a message tells happened, and the channel it came through. */
export interface MarketEvent {
  /** In milliseconds since the epoch. */
  readonly time: number;
  readonly channel: string;
}

/** Reads a message as a client has unpacked it; undefined where it tells no time. */
export function marketEventOf(message: unknown): MarketEvent | undefined {
  const { T: type, t } = fieldsOf(message);
  const channel = typeof type === 'string' ? CHANNELS[type] : undefined;
  const time = channel === undefined ? undefined : timeOf(t);
  return channel === undefined || time === undefined ? undefined : { time, channel };
}
