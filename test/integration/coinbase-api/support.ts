import { generateKeyPairSync } from 'node:crypto';
import { CANARIES, secretsIn } from '../support/canaries.js';
import type { Call } from '../support/driven-bot.js';

export const BOTS = ['coinbase-api/bot.cjs', 'coinbase-api/bot.mjs'] as const;

const EC_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** What a bot needs on top of the canaries: its private key. */
export const KEYS = { BOT_EC_KEY: EC_KEY };

/** The names of the secrets that a bot gave away: keys in all their forms, and any JWT. */
export function leakedIn(text: string): readonly string[] {
  return secretsIn(text, {
    privateKey: EC_KEY.split('\n')[1] ?? '',
    encodedSecret: Buffer.from(CANARIES.secret).toString('base64'),
    // How the header of every JWT begins.
    jwt: Buffer.from('{"alg":').toString('base64url').slice(0, 9),
  });
}

/** Client order ids need this prefix, or the client writes it in front of them. */
let orders = 0;
export const orderId = (): string => `cbnode-${++orders}`;

export const call = (on: string, method: string, ...args: unknown[]): Call => ({
  on,
  method,
  args,
});

const BUY = { product_id: 'BTC-USDT', side: 'BUY' };

/** An order of Advanced Trade with this configuration. */
export const submit = (order_configuration: object, fields: object = {}): Call =>
  call('trade', 'submitOrder', {
    ...BUY,
    client_order_id: orderId(),
    order_configuration,
    ...fields,
  });

export const market = (base_size: string, fields: object = {}): Call =>
  submit({ market_market_ioc: { base_size } }, fields);

export const limit = (limit_price: string, base_size = '0.01', fields: object = {}): Call =>
  submit({ limit_limit_gtc: { base_size, limit_price } }, fields);

export const PERPETUAL = { product_id: 'BTC-PERP-INTX' };

/** An order of the Exchange API. */
export const legacy = (fields: object): Call =>
  call('exchange', 'submitOrder', {
    product_id: 'BTC-USDT',
    side: 'buy',
    type: 'limit',
    client_oid: orderId(),
    ...fields,
  });
