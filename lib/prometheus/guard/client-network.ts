import { isIPv6 } from 'node:net';

/**
 * What limits for one client count by: its IPv4 address, or the /64 of its IPv6 address, since
 * whoever has one of those has 2^64.
 */
export function clientNetwork(address: string | undefined): string {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const whole = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...rest];
  return whole.slice(0, 4).join(':');
}
