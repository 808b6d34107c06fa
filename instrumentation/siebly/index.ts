export type {
  LastWord,
  NativeOrder,
  PathReader,
  RestClass,
  RestRequest,
  SieblyAnswers,
  SieblyClient,
  SieblyFault,
  SieblyOrderMethod,
  SocketClass,
  Told,
} from './client-table.js';
export { SieblyInstrumentation } from './instrumentation.js';
export { noOrders, orderAt, orderListAt } from './orders-in.js';
