import { Duplex } from 'node:stream';
import { connect } from 'node:tls';

/** The first bytes of a TLS client that offers `protocols`. */
export function clientHello(protocols: readonly string[]): Promise<Buffer> {
  return new Promise((resolve) => {
    const wire = new Duplex({
      read: () => {},
      write: (chunk: Buffer, _encoding, done) => {
        resolve(chunk);
        done();
      },
    });
    connect({ socket: wire, servername: 'localhost', ALPNProtocols: [...protocols] }).on(
      'error',
      () => {},
    );
  });
}
