import { expect } from 'chai';
import {
  requireGuard,
  requireGuardedAddress,
} from '../../../../lib/prometheus/guard/guard-rules.js';
import { genesisError } from '../support/errors.js';

describe('guard rules', () => {
  it('let every host through with a guard, and loopback without', () => {
    for (const host of ['0.0.0.0', '10.0.0.1', 'bot.example']) requireGuard(host, true);
    for (const host of ['localhost', '127.0.0.1', '::1']) requireGuard(host, false);
    requireGuardedAddress('bot.example', '10.0.0.1', true);
    requireGuardedAddress('localhost', '::1', false);
  });

  it('refuse other hosts without a guard', async () => {
    const error = await genesisError('GENESIS_ENDPOINT_UNGUARDED', () =>
      requireGuard('0.0.0.0', false),
    );
    expect(error.message).to.contain('PROMETHEUS_AUTH_TOKEN');
    expect(error.message).to.contain('OTEL_EXPORTER_PROMETHEUS_HOST');
  });

  it('refuse a localhost that leads to another machine', async () => {
    await genesisError('GENESIS_ENDPOINT_UNGUARDED', () =>
      requireGuardedAddress('localhost', '10.0.0.1', false),
    );
  });
});
