import type { MethodPatches } from '../core/method-patches.js';
import type { LegacyModule, LegacyStream, Socket } from './internal-types.js';
import { ownerOf } from './modern.js';
import type { AlpacaStreams } from './streams.js';

/** Wraps the streams of the 3.x line: that of orders, and the base of those of prices. */
export function patchLegacyStreams(
  Client: LegacyModule,
  patches: MethodPatches,
  streams: AlpacaStreams,
): void {
  // The module keeps the classes to itself. A client that never connects leads to them.
  const probe = new Client({ keyId: 'none', secretKey: 'none' });
  const trading = Object.getPrototypeOf(probe.trade_ws) as object;
  const prices = ownerOf(Object.getPrototypeOf(probe.crypto_stream_v1beta3), 'connect');
  for (const prototype of [trading, prices]) {
    if (prototype !== undefined) followConnections(prototype, patches, streams);
  }
  const messages = 'reading an Alpaca message';
  patches.wrap(
    trading,
    'handleMessage',
    streams.watch(messages, (stream, [data]) => {
      // The client parses it for itself; what is no update of an order is not parsed twice.
      const text = String(data);
      if (text.includes('"trade_updates"')) streams.tradingMessage(stream, JSON.parse(text));
      return undefined;
    }),
  );
  if (prices === undefined) return;
  patches.wrap(
    prices,
    'handleMessage',
    streams.watch(messages, (stream, [list]) => {
      streams.marketData(stream, list);
      return undefined;
    }),
  );
  patches.wrap(
    prices,
    'ping',
    streams.watch('following an Alpaca stream', (stream) => {
      streams.of(stream)?.pinged();
      return undefined;
    }),
  );
}

function followConnections(
  prototype: object,
  patches: MethodPatches,
  streams: AlpacaStreams,
): void {
  const what = 'following an Alpaca stream';
  const failed = new WeakSet<object>();
  patches.wrap(
    prototype,
    'connect',
    streams.watch(what, (stream: LegacyStream) => () => {
      if (stream.conn === undefined) return;
      followSocket(stream.conn as Socket, stream, streams, failed);
    }),
  );
  patches.wrap(
    prototype,
    'disconnect',
    streams.watch(what, (stream) => {
      // After an error the client closes the stream by itself: the bot still wants it.
      if (!failed.has(stream)) streams.closed(stream);
      return undefined;
    }),
  );
}

function followSocket(
  socket: Socket,
  stream: LegacyStream,
  streams: AlpacaStreams,
  failed: WeakSet<object>,
): void {
  const connection = streams.dialled(stream, stream.session?.url);
  // Before the client's own listener, and no longer there than the one of them that stays shortest:
  // an error that nobody listens for must go on ending the process.
  socket.prependOnceListener('error', () => failed.add(stream));
  socket.once('open', () => connection.opened());
  socket.on('pong', () => connection.ponged());
  socket.once('close', () => {
    failed.delete(stream);
    // What the bot has closed is not followed any more.
    if (streams.of(stream) === connection) connection.ended(true);
  });
}
