import { Gateway } from '../gateway.js';
import { refused } from './errors.js';

/** OKX limits each route of an account by two seconds and tells nobody how far that is used up. */
export const gateway = new Gateway({
  counts: 'authenticated',
  meter: (_core, { session, apiKey, path }, { perWindow, items = [{}] }) =>
    perWindow === undefined
      ? undefined
      : {
          name: `${session?.id ?? apiKey} ${path}`,
          limit: { requests: perWindow, windowMs: 2000, isAligned: false },
          count: items.length,
        },
  headers: () => ({}),
  refused: (_core, refusal, _arrival, { order }) => refused(refusal, order),
});
