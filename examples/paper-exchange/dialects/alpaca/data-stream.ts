import { decode, encode } from '@msgpack/msgpack';
import type { Core } from '../../core.js';
import type { Market } from '../../markets.js';
import type { Quote } from '../../prices.js';
import type { DialectSocket } from '../dialect.js';
import { type Session, SubscriptionBook, type Tick } from '../subscriptions.js';
import { ASSETS, type Asset } from './assets.js';

const CHANNELS = ['trades', 'quotes', 'bars', 'updatedBars', 'dailyBars', 'orderbooks'] as const;
type Channel = (typeof CHANNELS)[number];
type Frame = Partial<Record<Channel, readonly string[]>> & {
  readonly action?: string;
  readonly key?: string;
  readonly secret?: string;
};
type Message = Readonly<Record<string, unknown>>;

interface Stream {
  readonly assetClass: string;
  readonly codec: ReturnType<typeof codecOf>;
  isAuthenticated: boolean;
}

/** A socket with the symbols that it wants of each channel. */
type DataSession = Session<Set<string>, Stream>;

/** A market data stream: lists of messages, as MessagePack where the client asks for that. */
export function dataStream(core: Core, socket: DialectSocket, assetClass: string): void {
  const codec = codecOf(socket);
  const session = streams.open(core, socket, { assetClass, codec, isAuthenticated: false });
  for (const channel of CHANNELS) session.subscriptions.set(channel, new Set());
  push(session, { T: 'success', msg: 'connected' });
  socket.onBytes((bytes) => push(session, answerTo(session, codec.unpack(bytes))));
}

const push = ({ socket, codec }: DataSession, ...messages: Message[]): void =>
  socket.send(codec.pack(messages));

function onTick(session: DataSession, { quote }: Tick): void {
  const asset = ASSETS.find(({ market }) => market === quote.market);
  if (asset?.assetClass === session.assetClass) {
    const messages = messagesOf(session, asset, quote);
    if (messages.length > 0) push(session, ...messages);
  }
}

const streams = new SubscriptionBook<Set<string>, Stream>({ onTick, onOrder: () => undefined });

function answerTo(session: DataSession, frame: Frame): Message {
  if (frame.action === 'auth') {
    session.isAuthenticated = Boolean(frame.key) && Boolean(frame.secret);
    return session.isAuthenticated
      ? { T: 'success', msg: 'authenticated' }
      : failure(402, 'auth failed');
  }
  if (!session.isAuthenticated) {
    return failure(401, 'not authenticated');
  }
  if (frame.action === 'subscribe' || frame.action === 'unsubscribe') {
    change(session, frame);
    const listed = [...session.subscriptions].map(([channel, symbols]) => [channel, [...symbols]]);
    return { T: 'subscription', ...Object.fromEntries(listed) };
  }
  return failure(400, 'invalid syntax');
}

const failure = (code: number, msg: string): Message => ({ T: 'error', code, msg });

function change({ subscriptions }: DataSession, frame: Frame): void {
  for (const [channel, symbols] of subscriptions) {
    for (const symbol of frame[channel as Channel] ?? []) {
      if (frame.action === 'subscribe') symbols.add(symbol);
      else symbols.delete(symbol);
    }
  }
}

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
function messagesOf({ core, subscriptions }: DataSession, { symbol }: Asset, quote: Quote) {
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
    const symbols = subscriptions.get(channel);
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
