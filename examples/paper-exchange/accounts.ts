import { createHash } from 'node:crypto';
import { FuturesLedger } from './futures-ledger.js';
import type { Fees } from './ledger.js';
import type { Money } from './money.js';
import { SpotLedger } from './spot-ledger.js';

export interface AccountOptions {
  /** What a new account holds on spot. */
  readonly spotBalances?: Readonly<Record<string, string>>;
  /** What a new account holds in its USD-M wallet, in USDT. */
  readonly futuresBalance?: string;
  readonly spotFees?: Fees;
  readonly futuresFees?: Fees;
}

export interface Account {
  /** Names the account in the journal, which never holds API keys. */
  readonly id: string;
  readonly listenKey: string;
  readonly spot: SpotLedger;
  readonly usdm: FuturesLedger;
}

const DEFAULT_BALANCES = { USDT: '100000', BTC: '1', ETH: '10', SOL: '100' } as const;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** The name the journal uses for the account of an API key. */
export const accountIdOf = (apiKey: string): string => `acct-${digest(apiKey).slice(0, 10)}`;

/** One account per API key, opened with play money at the key's first use. */
export class Accounts {
  readonly #byKey = new Map<string, Account>();
  readonly #byListenKey = new Map<string, Account>();
  readonly #options: AccountOptions;
  readonly #mark: (symbol: string) => Money;

  constructor(options: AccountOptions, mark: (symbol: string) => Money) {
    this.#options = options;
    this.#mark = mark;
  }

  of(apiKey: string): Account {
    let account = this.#byKey.get(apiKey);
    if (account === undefined) {
      account = this.#open(apiKey);
      this.#byKey.set(apiKey, account);
      this.#byListenKey.set(account.listenKey, account);
    }
    return account;
  }

  ofListenKey(listenKey: string): Account | undefined {
    return this.#byListenKey.get(listenKey);
  }

  all(): Account[] {
    return [...this.#byKey.values()];
  }

  #open(apiKey: string): Account {
    const { spotBalances, futuresBalance, spotFees, futuresFees } = this.#options;
    return {
      id: accountIdOf(apiKey),
      listenKey: digest(`listen ${apiKey}`),
      spot: new SpotLedger(
        spotBalances ?? DEFAULT_BALANCES,
        spotFees ?? { taker: '0.001', maker: '0.001' },
      ),
      usdm: new FuturesLedger(
        futuresBalance ?? '100000',
        futuresFees ?? { taker: '0.0005', maker: '0.0002' },
        this.#mark,
      ),
    };
  }
}
