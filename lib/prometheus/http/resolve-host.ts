import { lookup } from 'node:dns/promises';
import { listenError } from './listen-error.js';

/**
 * The address that a host's name leads to.
 * @throws GenesisError `GENESIS_ENDPOINT_LISTEN`
 */
export async function resolveHost(host: string, port: number): Promise<string> {
  try {
    return (await lookup(host)).address;
  } catch (fault) {
    throw listenError(fault, host, port);
  }
}
