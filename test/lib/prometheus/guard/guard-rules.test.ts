import { expect } from 'chai';
import { createAuthentication } from '../../../../lib/prometheus/guard/authentication.js';
import {
  requireGuard,
  requireGuardedAddress,
} from '../../../../lib/prometheus/guard/guard-rules.js';
import { genesisError } from '../support/errors.js';

const guard = createAuthentication({ authToken: 'the-right-token-0123456789' });

describe('guard rules', () => {
  it('let every host through with a token, and loopback without', () => {
    for (const host of ['0.0.0.0', '10.0.0.1', 'bot.example']) requireGuard(host, guard);
    for (const host of ['localhost', '127.0.0.1', '::1']) requireGuard(host, undefined);
    requireGuardedAddress('bot.example', '10.0.0.1', guard);
    requireGuardedAddress('localhost', '::1', undefined);
  });

  it('refuse other hosts without a token', async () => {
    const error = await genesisError('GENESIS_ENDPOINT_UNGUARDED', () =>
      requireGuard('0.0.0.0', undefined),
    );
    expect(error.message).to.contain('PROMETHEUS_AUTH_TOKEN');
    expect(error.message).to.contain('OTEL_EXPORTER_PROMETHEUS_HOST');
  });

  it('refuse a localhost that leads to another machine', async () => {
    await genesisError('GENESIS_ENDPOINT_UNGUARDED', () =>
      requireGuardedAddress('localhost', '10.0.0.1', undefined),
    );
  });
});
