/** What the core can have against a request, whatever an exchange calls it. */
export type RefusalKind =
  | 'balance'
  | 'order'
  | 'minimum'
  | 'parameter'
  | 'postOnly'
  | 'symbol'
  | 'notFound'
  | 'noPosition'
  | 'key'
  | 'clock'
  | 'limit'
  | 'busy'
  | 'down'
  | 'rejected';

const KINDS: Readonly<Record<number, RefusalKind>> = {
  [-1000]: 'busy',
  [-1001]: 'down',
  [-1003]: 'limit',
  [-1015]: 'limit',
  [-1013]: 'order',
  [-1021]: 'clock',
  [-1022]: 'parameter',
  [-1102]: 'parameter',
  [-1111]: 'order',
  [-1115]: 'parameter',
  [-1116]: 'parameter',
  [-1117]: 'parameter',
  [-1121]: 'symbol',
  [-2011]: 'notFound',
  [-2013]: 'notFound',
  [-2014]: 'key',
  [-2015]: 'key',
  [-2019]: 'balance',
  [-2022]: 'noPosition',
  [-4059]: 'rejected',
  [-4164]: 'minimum',
  [-5022]: 'postOnly',
};

/** Two different refusals share -2010 and are told apart by the core's own text. */
export function refusalKind(code: number, text: string): RefusalKind {
  if (code === -2010) {
    return text === 'Order would immediately match and take.' ? 'postOnly' : 'balance';
  }
  return KINDS[code] ?? 'order';
}
