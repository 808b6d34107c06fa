import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { connect } from 'node:net';
import type { ConnectionOptions } from 'node:tls';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
}

export interface Question extends ConnectionOptions {
  method?: string;
  headers?: Record<string, string>;
  agent?: Agent | false;
}

/** Sends one real request and gives the whole answer. */
export function ask(url: string, question: Question = {}): Promise<Reply> {
  const send = url.startsWith('https:') ? tlsRequest : request;
  return new Promise((resolve, reject) => {
    send(url, { agent: false, ...question }, (response) => {
      read(response).then(resolve, reject);
    })
      .on('error', reject)
      .end();
  });
}

async function read(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const { statusCode: status = 0, headers } = response;
  return { status, headers, body: bytes.toString('utf8'), bytes };
}

/** Sends bytes as they are, and gives all that came back until the connection closed. */
export function askRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += chunk;
    });
    // A reset is an answer as well: what matters is what came before it.
    socket.on('error', () => {});
    socket.on('close', () => resolve(received));
  });
}

export const bearer = (token: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${token}` },
});
