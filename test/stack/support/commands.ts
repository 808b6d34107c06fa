/** An order for the driven bot to place. */
export interface OrderCommand {
  readonly venue: 'spot' | 'usdm';
  readonly symbol: string;
  readonly type: 'market' | 'limit';
  readonly side: 'buy' | 'sell';
  readonly amount: number;
  readonly price?: number;
}

export interface TradePlan {
  readonly orders: readonly OrderCommand[];
  readonly everyMs: number;
}

/** How an order ended, as the bot itself saw and timed it. */
export interface OrderReport {
  readonly error?: string;
  readonly milliseconds: number;
}

export type Stream = 'spot trades' | 'usdm trades' | 'usdm fills';

/** What the driven bot can be told to do, and what it answers. */
export interface Commands {
  /** Places one order after the other. */
  place(orders: readonly OrderCommand[]): Promise<OrderReport[]>;
  /** Places these orders again and again from now on, with so many milliseconds in between. */
  trade(plan: TradePlan): Promise<void>;
  /** Lets nothing else run until this file is there; the answer comes before. */
  block(untilFile: string): Promise<void>;
  /** Follows a stream until it breaks; the bot does not come back to it by itself. */
  follow(stream: Stream): Promise<void>;
  /** Asks the exchange for the open positions. */
  positions(): Promise<void>;
  tilt(score: number): Promise<void>;
  /** Records to every metric of the catalogue by hand; where each is labelled, with this. */
  record(label: string): Promise<void>;
}

export interface Request {
  readonly id: number;
  readonly command: keyof Commands;
  readonly argument: unknown;
}

/** The bot's first message has no id and says where its endpoint is. */
export interface Reply {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: string;
}
