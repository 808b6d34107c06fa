import type { AddressInfo } from 'node:net';
import type { EndpointAddress } from './exporter-options.js';

/** Describes a bound address; one that stands for all addresses gets a URL that can be opened. */
export function endpointAddress(bound: AddressInfo, path: string, tls: boolean): EndpointAddress {
  const { address, port } = bound;
  const wildcard = address === '0.0.0.0' || address === '::';
  const name = wildcard ? 'localhost' : address.includes(':') ? `[${address}]` : address;
  return { host: address, port, url: `${tls ? 'https' : 'http'}://${name}:${port}${path}` };
}
