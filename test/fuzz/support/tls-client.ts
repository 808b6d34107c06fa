import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';

/**
 * Speaks TLS over a connection that stays a socket of its own: one that TLS takes over as a whole
 * cannot be reset any more.
 */
export function tlsOver(wire: Socket, options: ConnectionOptions): TLSSocket {
  const stream = new Duplex({
    read: () => {
      wire.resume();
    },
    write: (chunk: Buffer, _encoding, done) => {
      wire.write(chunk, done);
    },
    final: (done) => {
      wire.end(done);
    },
  });
  wire
    .on('data', (chunk: Buffer) => {
      if (!stream.push(chunk)) wire.pause();
    })
    .on('end', () => stream.push(null))
    .on('error', () => {})
    .on('close', () => stream.destroy());
  const socket = connect({ ...options, socket: stream });
  wire.on('close', () => socket.destroy());
  return socket;
}
