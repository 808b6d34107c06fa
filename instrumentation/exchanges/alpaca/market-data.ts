/** What is read of a message of a market data stream. */
interface Frame {
  readonly T?: unknown;
  readonly t?: unknown;
}

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
  const { T: type, t } = (message ?? {}) as Frame;
  const channel = typeof type === 'string' ? CHANNELS[type] : undefined;
  if (channel === undefined) return undefined;
  const time = millisecondsOf(t);
  return time === undefined ? undefined : { time, channel };
}

/** A time as text, as a date, or in seconds and nanoseconds as the 4.x client has it. */
function millisecondsOf(value: unknown): number | undefined {
  if (typeof value === 'string') return finite(Date.parse(value));
  if (value instanceof Date) return finite(value.getTime());
  const { epochSeconds, nanos } = (value ?? {}) as { epochSeconds?: unknown; nanos?: unknown };
  return finite(Number(epochSeconds) * 1000 + Number(nanos) / 1e6);
}

function finite(time: number): number | undefined {
  return Number.isFinite(time) ? time : undefined;
}
