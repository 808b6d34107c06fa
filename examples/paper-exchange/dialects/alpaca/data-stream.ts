import { decode, encode } from '@msgpack/msgpack';
import type { Core } from '../../core.js';
import type { Market } from '../../markets.js';
import type { Quote } from '../../prices.js';
import type { DialectSocket } from '../dialect.js';
import { ASSETS, type Asset } from './assets.js';
import { houseOf } from './house.js';

const CHANNELS = ['trades', 'quotes', 'bars', 'updatedBars', 'dailyBars', 'orderbooks'] as const;
type Channel = (typeof CHANNELS)[number];
type Frame = Partial<Record<Channel, readonly string[]>> & {
  readonly action?: string;
  readonly key?: string;
  readonly secret?: string;
};
type Message = Readonly<Record<string, unknown>>;

/** A market data stream: lists of messages, as MessagePack where the client asks for that. */
export function dataStream(core: Core, socket: DialectSocket, assetClass: string): void {
  const codec = codecOf(socket);
  const wanted = new Map<Channel, Set<string>>(CHANNELS.map((name) => [name, new Set()]));
  const send = (...messages: Message[]): void => socket.send(codec.pack(messages));
  let isAuthenticated = false;
  const stop = houseOf(core).onQuote((quote) => {
    const asset = ASSETS.find(({ market }) => market === quote.market);
    if (asset?.assetClass === assetClass) {
      const messages = messagesOf(core, asset, quote, wanted);
      if (messages.length > 0) send(...messages);
    }
  });
  socket.onClose(stop);
  send({ T: 'success', msg: 'connected' });
  socket.onBytes((bytes) => {
    const frame = codec.unpack(bytes);
    if (frame.action === 'auth') {
      isAuthenticated = Boolean(frame.key) && Boolean(frame.secret);
      send(isAuthenticated ? { T: 'success', msg: 'authenticated' } : failure(402, 'auth failed'));
    } else if (!isAuthenticated) {
      send(failure(401, 'not authenticated'));
    } else if (frame.action === 'subscribe' || frame.action === 'unsubscribe') {
      change(wanted, frame);
      send({ T: 'subscription', ...listed(wanted) });
    } else {
      send(failure(400, 'invalid syntax'));
    }
  });
}

const failure = (code: number, msg: string): Message => ({ T: 'error', code, msg });

type Wanted = ReadonlyMap<Channel, Set<string>>;

function change(wanted: Wanted, frame: Frame): void {
  for (const [channel, symbols] of wanted) {
    for (const symbol of frame[channel] ?? []) {
      if (frame.action === 'subscribe') symbols.add(symbol);
      else symbols.delete(symbol);
    }
  }
}

const listed = (wanted: Wanted): Message =>
  Object.fromEntries([...wanted].map(([channel, symbols]) => [channel, [...symbols]]));

function codecOf({ headers }: DialectSocket) {
  if (headers['content-type'] === 'application/msgpack') {
    return {
      pack: (value: unknown) => encode(value),
      unpack: (b: Uint8Array) => decode(b) as Frame,
    };
  }
  return {
    pack: (value: unknown) => JSON.stringify(value),
    unpack: (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString('utf8')) as Frame,
  };
}

/** What a price change is worth telling. Dates become timestamps of MessagePack, or ISO text. */
function messagesOf(core: Core, { symbol }: Asset, quote: Quote, wanted: Wanted): Message[] {
  const base = { S: symbol, t: new Date(core.time()) };
  const made: Readonly<Record<Channel, () => Message>> = {
    trades: () => trade(base, quote),
    quotes: () => bookTop(base, quote),
    bars: () => ({ T: 'b', ...bar(core, base, quote.market) }),
    updatedBars: () => ({ T: 'u', ...bar(core, base, quote.market) }),
    dailyBars: () => ({ T: 'd', ...bar(core, base, quote.market) }),
    orderbooks: () => book(base, quote),
  };
  return CHANNELS.filter((channel) => {
    const symbols = wanted.get(channel);
    return symbols?.has(symbol) || symbols?.has('*');
  }).map((channel) => made[channel]());
}

const trade = (base: Message, { price, tradeQty, updateId }: Quote): Message => ({
  T: 't',
  ...base,
  p: price.toNumber(),
  s: tradeQty.toNumber(),
  i: updateId,
  tks: 'B',
});

const bookTop = (base: Message, { bid, ask, market }: Quote): Message => ({
  T: 'q',
  ...base,
  bp: bid.toNumber(),
  bs: market.levelSize.toNumber(),
  ap: ask.toNumber(),
  as: market.levelSize.toNumber(),
});

const book = (base: Message, { bid, ask, market }: Quote): Message => ({
  T: 'o',
  ...base,
  b: [{ p: bid.toNumber(), s: market.levelSize.toNumber() }],
  a: [{ p: ask.toNumber(), s: market.levelSize.toNumber() }],
  r: true,
});

/** The time of a bar is when its minute began, as Alpaca has it. */
function bar(core: Core, base: Message, market: Market): Message {
  const candle = core.tape.of(market.symbol).candles.at(-1);
  return {
    ...base,
    t: new Date(candle?.openTime ?? core.time()),
    o: candle?.open.toNumber(),
    h: candle?.high.toNumber(),
    l: candle?.low.toNumber(),
    c: candle?.close.toNumber(),
    v: candle?.volume.toNumber(),
    n: 1,
    vw: candle?.close.toNumber(),
  };
}
