import { expect } from 'chai';
import { AlpacaInstrumentation } from '../../instrumentation/index.js';
import { requireAlpaca3 } from '../examples/paper-exchange/dialects/alpaca-clients.js';

interface Client {
  sendRequest(...args: unknown[]): Promise<unknown>;
  httpRequest: (...args: unknown[]) => Promise<{ data: unknown }>;
}

/**
 * All requests of Alpaca's 3.x line go through one method, whose first argument was made a text before
 * the client saw it: one that cannot be made a text threw our exception into the bot.
 */
describe('an endpoint that is no text', () => {
  it('is left to the client', async () => {
    const Alpaca3 = requireAlpaca3() as unknown as new (options: object) => Client;
    const instrumentation = new AlpacaInstrumentation();
    instrumentation.instrument(Alpaca3);
    const client = new Alpaca3({ keyId: 'none', secretKey: 'none' });
    const sent: unknown[] = [];
    client.httpRequest = async (...args) => ({ data: sent.push(args) });
    const odd = Object.create(null) as object;
    expect(await client.sendRequest(odd)).to.equal(1);
    expect(sent).to.deep.equal([[odd, undefined, undefined, undefined]]);
    instrumentation.disable();
  });
});
