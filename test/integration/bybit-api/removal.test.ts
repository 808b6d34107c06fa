import * as bybit from 'bybit-api';
import { expect } from 'chai';
import { REST_ORDERS } from '../../../instrumentation/bybit-api/methods.js';
import { BybitApiInstrumentation } from '../../../instrumentation/index.js';
import { expectRemovable } from '../support/removal.js';

describe('the wrapping of bybit-api', () => {
  it('has a method of the client behind every line of its table', () => {
    for (const name of Object.keys(REST_ORDERS)) {
      expect(bybit.RestClientV5.prototype, name).to.respondTo(name);
    }
  });

  it('is put on once, and taken off without a trace', () => {
    expectRemovable(() => new BybitApiInstrumentation({ enabled: true }), bybit, [
      ...Object.keys(REST_ORDERS),
      'getServerTime',
      'sendWSAPIRequest',
      'onWsOpen',
      'onWsClose',
      'onWsMessage',
    ]);
  });

  it('leaves other modules alone', () => {
    const instrumentation = new BybitApiInstrumentation();
    expect(instrumentation.instrument({ WebsocketClient: class {} })).to.equal(false);
    instrumentation.disable();
  });
});
