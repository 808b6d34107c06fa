import { expect } from 'chai';
import * as okx from 'okx-api';
import { OkxApiInstrumentation } from '../../../instrumentation/index.js';
import { REST_ORDERS } from '../../../instrumentation/okx-api/methods.js';
import { expectRemovable } from '../support/removal.js';

describe('the wrapping of okx-api', () => {
  it('has a method of the client behind every line of its table', () => {
    for (const name of Object.keys(REST_ORDERS)) {
      expect(okx.RestClient.prototype, name).to.respondTo(name);
    }
  });

  it('is put on once, and taken off without a trace', () => {
    expectRemovable(() => new OkxApiInstrumentation({ enabled: true }), okx, [
      ...Object.keys(REST_ORDERS),
      'getServerTime',
      'sendWSAPIRequest',
      'onWsOpen',
      'onWsClose',
      'onWsMessage',
    ]);
  });

  it('leaves other modules alone', () => {
    const instrumentation = new OkxApiInstrumentation();
    expect(instrumentation.instrument({ WebsocketClient: class {} })).to.equal(false);
    instrumentation.disable();
  });
});
