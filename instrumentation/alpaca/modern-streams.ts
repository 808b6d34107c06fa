import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import type { WatchedStream } from '../core/streams/watched-stream.js';
import type { Module, Socket, Stream } from './internal-types.js';
import { ownerOf } from './modern.js';
import type { AlpacaStreams } from './streams.js';

/** Wraps the streams of the 4.x line: where they dial, open, end, and read their messages. */
export function patchModernStreams(
  { streaming }: Module,
  patches: MethodPatches,
  streams: AlpacaStreams,
): void {
  if (streaming === undefined) return;
  const { TradingStream, MarketDataStream } = streaming;
  const base = ownerOf(TradingStream.prototype, 'handleOpen');
  if (base === undefined) return;
  const watch = (name: string, look: Parameters<AlpacaStreams['watch']>[1]): void =>
    patches.wrap(base, name, streams.watch('following an Alpaca stream', look));
  watch('connect', (stream: Stream) => {
    const { conn } = stream;
    return () => {
      if (stream.conn !== undefined && stream.conn !== conn) streams.dialled(stream, stream.url);
    };
  });
  watch('handleOpen', (stream, [socket]) => {
    const connection = streams.of(stream);
    connection?.opened();
    if (connection !== undefined) followPings(socket as Socket, connection);
    return undefined;
  });
  // Not called for a socket that the bot has closed.
  watch('handleClose', (stream) => {
    streams.of(stream)?.ended(true);
    return undefined;
  });
  watch('disconnect', (stream) => () => streams.closed(stream));
  const messages = 'reading an Alpaca message';
  patches.wrap(
    MarketDataStream.prototype,
    'handleMessage',
    streams.watch(messages, (stream, [list]) => {
      streams.marketData(stream, list);
      return undefined;
    }),
  );
  patches.wrap(
    TradingStream.prototype,
    'handleMessage',
    streams.watch(messages, (stream, [message]) => {
      streams.tradingMessage(stream, message);
      return undefined;
    }),
  );
}

/** The client pings its socket by a timer that nothing else can see. */
export function followPings(socket: Socket, connection: WatchedStream): void {
  const { ping } = socket;
  if (typeof ping !== 'function') return;
  socket.on('pong', () => connection.ponged());
  const value: AnyFunction = function (this: unknown, ...args: unknown[]): unknown {
    connection.pinged();
    return Reflect.apply(ping, this, args);
  };
  Object.defineProperty(socket, 'ping', { value, writable: true, configurable: true });
}
