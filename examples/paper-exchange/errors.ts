/** A refusal in the exchange's own terms: the code and text of the body, and the HTTP status. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly status = 400,
    /** Extra fields of the body, as `cancelReplace` has. */
    readonly data?: unknown,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

export const insufficientSpot = () =>
  new Refusal(-2010, 'Account has insufficient balance for requested action.');
export const insufficientMargin = () => new Refusal(-2019, 'Margin is insufficient.');
export const unknownSymbol = () => new Refusal(-1121, 'Invalid symbol.');
export const unknownOrderForCancel = () => new Refusal(-2011, 'Unknown order sent.');
export const unknownOrder = () => new Refusal(-2013, 'Order does not exist.');
export const missingKey = () => new Refusal(-2014, 'API-key format invalid.', 401);
export const outsideWindow = () =>
  new Refusal(-1021, 'Timestamp for this request is outside of the recvWindow.');
export const filterFailure = (filter: string) => new Refusal(-1013, `Filter failure: ${filter}`);
export const malformed = (name: string) =>
  new Refusal(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);
export const tooManyRequests = (limit: number) =>
  new Refusal(
    -1003,
    `Too many requests; current limit is ${limit} request weight per minute.`,
    429,
  );
export const tooManyOrders = () => new Refusal(-1015, 'Too many new orders.', 429);
