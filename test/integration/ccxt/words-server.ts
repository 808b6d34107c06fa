import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers by `METHOD /path`; a path that is a prefix will do. */
export type Words = Readonly<Record<string, unknown>>;

/** A server that answers in the words of an exchange which the paper exchange does not speak. */
export interface WordsServer {
  readonly url: string;
  /** `METHOD /path` of every request, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function startWordsServer(words: Words): Promise<WordsServer> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const line = `${request.method} ${request.url?.split('?', 1)[0]}`;
    asked.push(line);
    const key = Object.keys(words).find((prefix) => line.startsWith(prefix));
    const answer = key === undefined ? undefined : words[key];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(typeof answer === 'function' ? answer(body) : (answer ?? {})));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, asked, close };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
}

type UrlTree = { readonly [name: string]: string | UrlTree };

/** The URLs of a ccxt class, with every host replaced. */
export function urlsAt(url: string, tree: unknown): UrlTree {
  const socket = url.replace(/^http/, 'ws');
  const moved = (value: string | UrlTree): string | UrlTree =>
    typeof value === 'string'
      ? value.replace(/^https?:\/\/[^/]+/, url).replace(/^wss?:\/\/[^/]+/, socket)
      : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, moved(each)]));
  return moved(tree as UrlTree) as UrlTree;
}
