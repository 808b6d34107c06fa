import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIMIT_HEADERS, ORDER_ANSWER } from './binance-answer.js';

/** A server of this very process that takes every request for an order, for clients that bring their own HTTP. */
export async function orderServer(): Promise<string> {
  const answer = JSON.stringify(ORDER_ANSWER);
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, LIMIT_HEADERS).end(answer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
