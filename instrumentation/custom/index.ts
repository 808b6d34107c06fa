export { instrumentExchangeClient } from './instrument-client.js';
export type {
  AnsweredCall,
  AnswerMethodOptions,
  ErrorOptions,
  ExchangeClientOptions,
  FailureFacts,
  FillInput,
  MethodName,
  MethodOptions,
  OrderEnding,
  OrderIdInput,
  OrderInput,
  OrderMethodOptions,
  PositionInput,
  PositionsInput,
} from './options.js';
