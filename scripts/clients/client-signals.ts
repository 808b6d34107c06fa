import { CCXT_VERSIONS } from '../../instrumentation/index.js';

/** What a client can tell, in the order of the table's columns. */
export const SIGNALS = [
  'orders, failures, execution time',
  'fills',
  'positions',
  'realized P&L',
  'message latency',
  'round trip',
  'connection',
  'rate limits',
  'clock offset',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** One client's row of `docs/exchange-clients.md`. */
export interface ClientSignals {
  readonly package: string;
  /** The range that its instrumentation is built for. */
  readonly supported: readonly string[];
  /** The modules whose loading is hooked; by default the package itself. */
  readonly modules?: readonly string[];
  /** `yes`, `no`, or where it comes from. */
  readonly signals: Readonly<Record<Signal, string>>;
}

export const CLIENT_SIGNALS: readonly ClientSignals[] = [
  {
    package: 'ccxt',
    supported: CCXT_VERSIONS,
    signals: {
      'orders, failures, execution time': 'REST and WebSocket, all exchange classes',
      fills: 'order answers, private streams, `fetchMyTrades`',
      positions: '`fetchPositions`, `watchPositions`',
      'realized P&L': 'where the exchange tells it with the fill',
      'message latency': 'yes',
      'round trip': 'yes',
      connection: 'yes',
      'rate limits': 'headers; elsewhere ccxt’s own budget',
      'clock offset': '`fetchTime`',
    },
  },
];
