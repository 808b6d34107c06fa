/** A client package as the matrix installs it and trades with it. */
export interface TestedClient {
  /** Its name on the registry. */
  readonly package: string;
  /** The oldest supported version first, the development dependency last. */
  readonly versions: readonly string[];
  /** Its bot in `scripts/clients/bots`, without extension: one CommonJS, one ES module. */
  readonly bot: string;
  /** What its `exchange` label says where it trades at each of the paper exchange's venues. */
  readonly labels: Readonly<Record<'spot' | 'usdm', string>>;
}

/**
 * The client packages whose releases differ enough to be tried one by one. The others are tested in
 * the version of package.json alone, as `docs/exchange-clients.md` says.
 */
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
];
