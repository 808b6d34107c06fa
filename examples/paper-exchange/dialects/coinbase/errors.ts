import type { Refusal } from '../../errors.js';

interface Reasons {
  /** `new_order_failure_reason` of the order routes. */
  readonly order: string;
  /** `preview_failure_reason`, where a preview has one for it. */
  readonly preview?: string;
  /** `message` of the Exchange API. */
  readonly exchange?: string;
}

const REASONS: Readonly<Record<number, Reasons>> = {
  [-2010]: {
    order: 'INSUFFICIENT_FUND',
    preview: 'PREVIEW_INSUFFICIENT_FUND',
    exchange: 'Insufficient funds',
  },
  [-2019]: { order: 'INSUFFICIENT_FUND', preview: 'PREVIEW_INSUFFICIENT_FUND' },
  [-1013]: {
    order: 'INVALID_SIZE_PRECISION',
    preview: 'PREVIEW_INVALID_SIZE_PRECISION',
    exchange: 'size is too accurate',
  },
  [-1111]: { order: 'INVALID_SIZE_PRECISION', preview: 'PREVIEW_INVALID_SIZE_PRECISION' },
  [-1102]: { order: 'INVALID_REQUEST', exchange: 'Invalid order' },
  [-1115]: { order: 'UNSUPPORTED_ORDER_CONFIGURATION', exchange: 'Invalid time_in_force' },
  [-1116]: { order: 'UNSUPPORTED_ORDER_CONFIGURATION', exchange: 'Invalid order type' },
  [-1117]: { order: 'INVALID_SIDE', exchange: 'Invalid side' },
  [-1121]: { order: 'INVALID_PRODUCT_ID', exchange: 'Product not found' },
  [-2022]: { order: 'INVALID_REQUEST' },
  [-4164]: { order: 'INVALID_REQUEST' },
  [-4140]: { order: 'ORDER_ENTRY_DISABLED', exchange: 'Trading is disabled' },
  [-5022]: { order: 'INVALID_LIMIT_PRICE_POST_ONLY', exchange: 'Post only mode' },
};

const reasonsOf = ({ code }: Refusal): Reasons =>
  REASONS[code] ?? { order: 'UNKNOWN_FAILURE_REASON' };

/** A refused order: the answer is 200, and only `success` tells that nothing was placed. */
export function failedOrder(refusal: Refusal, configuration: unknown) {
  const { order, preview } = reasonsOf(refusal);
  return {
    success: false,
    failure_reason: 'UNKNOWN_FAILURE_REASON',
    order_id: '',
    error_response: {
      error: order,
      message: refusal.message,
      error_details: '',
      preview_failure_reason: preview ?? 'UNKNOWN_PREVIEW_FAILURE_REASON',
      new_order_failure_reason: order,
    },
    order_configuration: configuration,
  };
}

const EDITS: Readonly<Record<number, string>> = {
  [-2011]: 'ORDER_NOT_FOUND',
  [-2010]: 'INSUFFICIENT_FUND',
  [-2019]: 'INSUFFICIENT_FUND',
  [-1013]: 'INVALID_EDITED_PRICE',
  [-1111]: 'INVALID_EDITED_SIZE',
};

/** A refused change of an order, which is a 200 as well. */
export function failedEdit({ code }: Refusal) {
  const reason = EDITS[code] ?? 'UNKNOWN_EDIT_ORDER_FAILURE_REASON';
  return {
    success: false,
    error_response: { error_details: '', edit_order_failure_reason: reason },
    errors: [{ edit_failure_reason: reason }],
  };
}

export const failedPreview = (refusal: Refusal): string =>
  reasonsOf(refusal).preview ?? 'UNKNOWN_PREVIEW_FAILURE_REASON';

const named = (error: string, message: string) => ({ error, error_details: message, message });

/** What Advanced Trade answers where it does not get as far as the order. */
export function refusedTrade(refusal: Refusal): { status: number; body: unknown } {
  const { code, message, status } = refusal;
  // A wrong key and a JWT from another time are told apart by nothing.
  if ([-2014, -2015, -1021].includes(code)) return { status: 401, body: 'Unauthorized' };
  if (code === -1003) return { status: 429, body: named('rate_limit_exceeded', message) };
  if (code === -2013) {
    return { status: 404, body: named('unknown', 'order with this orderID was not found') };
  }
  if (status >= 500) return { status, body: named('internal_server_error', message) };
  return { status: 400, body: named('INVALID_ARGUMENT', message) };
}

/** The Exchange API has a status and a sentence for everything. */
export function refusedExchange(refusal: Refusal): { status: number; body: { message: string } } {
  const { code, status } = refusal;
  const told = (http: number, message: string) => ({ status: http, body: { message } });
  if (code === -2014 || code === -2015) return told(401, 'Invalid API Key');
  if (code === -1021) return told(400, 'request timestamp expired');
  if (code === -1003) return told(429, 'Private rate limit exceeded');
  if (code === -2011 || code === -2013) return told(404, 'order not found');
  if (status >= 500) return told(status, 'Internal server error');
  return told(code === -1121 ? 404 : 400, reasonsOf(refusal).exchange ?? 'Bad Request');
}
