/** How far into a message its kind is told: behind the name of its stream, which may be a listen key. */
const HEAD = 200;

const USER_DATA = /"e":"(?:executionReport|ORDER_TRADE_UPDATE|ACCOUNT_UPDATE)"/;

/**
 * Whether a message is worth parsing: the answer to a request, or news of an account. Market data
 * comes by the thousand and is neither.
 */
export const isAnswerOrUserData = (text: string): boolean =>
  text.startsWith('{"id"') || USER_DATA.test(text.slice(0, HEAD));
