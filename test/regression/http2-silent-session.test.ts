import { once } from 'node:events';
import { connect } from 'node:tls';
import { ReloadedTls } from '../../lib/prometheus/tls/reloaded-tls.js';
import {
  answerOk,
  closeServers,
  connectionsGone,
  openServer,
} from '../lib/prometheus/support/server.js';
import { authorities, tlsSettings } from '../lib/prometheus/support/tls.js';

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const SETTINGS = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
/** `:method: GET`, `:scheme: https`, `:path: /`, `:authority: a`, and no body after it. */
const GET = Buffer.from([0, 0, 6, 1, 5, 0, 0, 0, 1, 0x82, 0x87, 0x84, 0x41, 1, 0x61]);
const BREAK_OFF = Buffer.from([0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, 8]);
/** Settings are six bytes each, and this is half of one. */
const BROKEN_SETTINGS = Buffer.from([0, 0, 3, 4, 0, 0, 0, 0, 0, 1, 2, 3]);

/** The length, the type and the flags of a frame without a debug text. */
const FAREWELL = Buffer.from([0, 0, 8, 7, 0]);

/**
 * Node.js answers a frame that breaks the rules with a farewell and then reads no more, so it did not
 * see that the client left, and kept the connection for a minute.
 */
describe('an HTTP/2 client that breaks the rules and leaves', () => {
  afterEach(closeServers);

  it('is not kept for as long as one that rests', async () => {
    const limits = { requestMs: 50, closeGraceMs: 20, idleMs: 3_600_000 };
    const tls = new ReloadedTls(tlsSettings());
    const { server, port } = await openServer(answerOk, { tls, limits });
    const options = { port, host: '127.0.0.1', ca: authorities, ALPNProtocols: ['h2'] };
    const client = connect(options).on('error', () => {});
    await once(client, 'secureConnect');
    let received = Buffer.alloc(0);
    client.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
    });
    client.write(Buffer.concat([PREFACE, SETTINGS, GET, BREAK_OFF, BROKEN_SETTINGS]));
    while (!received.includes(FAREWELL)) await once(client, 'data');
    client.end();
    await connectionsGone(server);
  });
});
