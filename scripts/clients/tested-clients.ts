/** A client package as the matrix installs it and trades with it. */
export interface TestedClient {
  /** Its name on the registry. */
  readonly package: string;
  /** The oldest supported version first, the development dependency last. */
  readonly versions: readonly string[];
  /** The package in whose row of the tables it is: the same instrumentation follows both. */
  readonly sisterOf?: string;
  /** Its bot in `scripts/clients/bots`, without `-bot`. */
  readonly bot: string;
  /** What its `exchange` label says where it trades at the venues of the paper exchange. */
  readonly labels: Readonly<Record<string, string>>;
  /** Whether its sockets are those of `ws`, which has to be told whose they are. Default false. */
  readonly isFollowedByWs?: boolean;
  /** Whether the exchange tells it how much of its limits is used. Default true. */
  readonly hasLimits?: boolean;
  /** Releases whose ES module Node.js cannot load, by a fault of their own: only required then. */
  readonly notImportable?: readonly string[];
  /** Whether it is tried with `--all` only, or when it is named. */
  readonly isExtra?: boolean;
}

/** Tried when it is asked for: with all of them the matrix takes some twenty minutes. */
const extra = (client: TestedClient): TestedClient => ({ ...client, isExtra: true });

/** The client packages of which several releases are tried, each with a bot of its own. */
export const TESTED_CLIENTS: readonly TestedClient[] = [
  {
    package: 'ccxt',
    versions: ['4.0.3', '4.2.98', '4.5.35', '4.5.84'],
    bot: 'ccxt',
    labels: { spot: 'binance', usdm: 'binanceusdm' },
  },
  {
    package: 'binance',
    versions: ['3.0.2', '3.1.8', '3.5.8', '3.6.5'],
    bot: 'binance',
    labels: { spot: 'binance', usdm: 'binanceusdm' },
  },
  extra({
    package: 'bybit-api',
    versions: ['4.0.0', '4.3.2', '4.7.7'],
    bot: 'bybit',
    labels: { spot: 'bybit', usdm: 'bybit' },
  }),
  extra({
    package: 'okx-api',
    versions: ['3.0.5', '3.0.11', '3.2.3'],
    bot: 'okx',
    labels: { spot: 'okx', usdm: 'okx' },
    hasLimits: false,
  }),
  extra({
    package: 'bitget-api',
    versions: ['3.1.6', '3.2.3'],
    bot: 'bitget',
    labels: { spot: 'bitget', usdm: 'bitget' },
  }),
  extra({
    package: 'gateio-api',
    versions: ['1.6.4'],
    bot: 'gate',
    labels: { spot: 'gate', usdm: 'gate' },
  }),
  extra({
    package: 'coinbase-api',
    versions: ['1.0.2', '1.1.11', '1.2.6'],
    bot: 'coinbase',
    labels: { spot: 'coinbase', usdm: 'coinbase' },
    hasLimits: false,
  }),
  extra({
    package: 'bitmart-api',
    versions: ['2.5.1'],
    bot: 'bitmart',
    labels: { spot: 'bitmart', usdm: 'bitmart' },
  }),
  extra({
    package: 'node-binance-api',
    versions: ['1.0.10', '1.0.22', '1.0.33'],
    bot: 'node-binance-api',
    labels: { spot: 'binance', usdm: 'binanceusdm' },
    isFollowedByWs: true,
  }),
  extra({
    package: 'binance-api-node',
    versions: ['0.12.0', '0.13.1', '0.13.10'],
    bot: 'binance-api-node',
    labels: { spot: 'binance', usdm: 'binanceusdm' },
    isFollowedByWs: true,
  }),
  extra({
    package: '@binance/connector',
    versions: ['3.0.0', '3.3.0', '3.6.1'],
    bot: 'binance-connector',
    labels: { spot: 'binance' },
    isFollowedByWs: true,
  }),
  extra({
    package: '@binance/spot',
    versions: ['24.0.0', '32.0.4'],
    notImportable: ['24.0.0'],
    bot: 'binance-spot',
    labels: { spot: 'binance' },
    isFollowedByWs: true,
  }),
  extra({
    package: '@binance/derivatives-trading-usds-futures',
    versions: ['19.0.1', '21.0.0', '38.1.1'],
    bot: 'binance-usds-futures',
    labels: { usdm: 'binanceusdm' },
    sisterOf: '@binance/spot',
    isFollowedByWs: true,
  }),
  extra({
    package: '@binance/derivatives-trading-portfolio-margin',
    versions: ['18.1.1', '19.0.0'],
    bot: 'binance-portfolio',
    labels: { spot: 'binance', usdm: 'binance' },
    isFollowedByWs: true,
    sisterOf: '@binance/spot',
  }),
  extra({
    package: 'ws',
    versions: ['7.4.6', '8.0.0', '^8.23.0'],
    bot: 'ws',
    labels: { spot: 'binance' },
    hasLimits: false,
    isFollowedByWs: true,
  }),
  extra({
    package: '@alpacahq/alpaca-trade-api',
    versions: ['3.0.1', '3.1.3', '4.0.1', '4.0.2'],
    bot: 'alpaca',
    labels: { usdm: 'alpaca' },
  }),
];
