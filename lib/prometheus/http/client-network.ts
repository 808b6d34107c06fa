import { isIPv6 } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * What a client can hardly have many of: an IPv4 address, or the /64 of an IPv6 address, within
 * which anybody can take any address.
 */
export function clientNetwork(address: string): string {
  const mapped = MAPPED_IPV4.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = groupsOf(head);
  const end = tail === undefined ? [] : groupsOf(tail);
  while (groups.length + end.length < 8) groups.push(0);
  const prefix = [...groups, ...end].slice(0, 4);
  return `${prefix.map((group) => group.toString(16)).join(':')}::/64`;
}

/** An IPv4 address at the end takes the place of two groups, and none of the first four. */
function groupsOf(text: string): number[] {
  if (text === '') return [];
  return text
    .split(':')
    .flatMap((group) => (group.includes('.') ? [0, 0] : [Number.parseInt(group, 16)]));
}
