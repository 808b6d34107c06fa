import type { ErrorType } from '../../lib/collector/order-event.js';
import { fieldsOf } from '../core/fields.js';
import { refusalType } from '../exchanges/binance/answers.js';

/** What the client throws before it sends anything, by the class's name. */
const OWN_ERRORS: Readonly<Record<string, ErrorType>> = {
  MissingParameterError: 'invalid_order',
  ConnectorClientError: 'invalid_order',
};

/** Everything else is an error of axios, which holds Binance's answer where there was one. */
export function connectorErrorType(error: unknown): ErrorType {
  const { response } = fieldsOf(error);
  const { data, status } = fieldsOf(response);
  const own = OWN_ERRORS[String(fieldsOf(error)['name'])];
  // A good status that is thrown nevertheless: the connection broke off within the answer.
  if (typeof status === 'number' && status >= 200 && status < 300) return 'network';
  return own ?? refusalType(data, { status, error });
}
