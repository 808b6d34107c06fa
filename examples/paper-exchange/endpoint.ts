import type { Endpoint } from './connection.js';
import type { Venue } from './markets.js';

const FUTURES_PREFIX = /^\/(public|market|private|fstream|pm)\//;

/** Reads a WebSocket URL. Both venues share a port, so the path tells them apart. */
export function endpointOf(target: string): Endpoint | undefined {
  const url = new URL(target, 'ws://127.0.0.1');
  const path = url.pathname;
  if (path.startsWith('/ws-api/')) {
    return bare('spot', 'api');
  }
  if (path.startsWith('/ws-fapi/')) {
    return bare('usdm', 'api');
  }
  const venue: Venue = FUTURES_PREFIX.test(path) ? 'usdm' : 'spot';
  const rest = path.replace(FUTURES_PREFIX, '/').replace(/^\/stream\/ws/, '/ws');
  if (rest === '/stream' && !url.searchParams.has('listenKey')) {
    const streams = (url.searchParams.get('streams') ?? '').split('/').filter(isStream);
    return { ...bare(venue, 'public'), streams, combined: true };
  }
  return /^\/(ws|stream)(\/|$)/.test(rest) ? rawEndpoint(venue, path, rest, url) : undefined;
}

const isStream = (name: string): boolean => name.includes('@');

function rawEndpoint(venue: Venue, path: string, rest: string, url: URL): Endpoint {
  const names = rest.split('/').slice(2).filter(Boolean);
  // What is neither a stream nor the number of a socket, as ccxt has them, is a listen key.
  const inPath = names.find((name) => !isStream(name) && !/^\d+$/.test(name));
  const listenKey = url.searchParams.get('listenKey') ?? inPath;
  const isPrivate = listenKey !== undefined || path.startsWith('/private/');
  return {
    ...bare(venue, isPrivate ? 'private' : 'public'),
    streams: names.filter(isStream),
    listenKey,
    portfolio: path.startsWith('/pm/'),
  };
}

const bare = (venue: Venue, channel: Endpoint['channel']): Endpoint => ({
  venue,
  channel,
  streams: [],
  combined: false,
  listenKey: undefined,
  portfolio: false,
});
