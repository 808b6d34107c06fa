/** What a socket that ends does to the requests on it: an `Error` that has nothing but this text. */
export const SOCKET_ENDED: ReadonlySet<unknown> = new Set([
  'connection lost, reconnecting',
  'disconnected',
]);
