import { createRequire } from 'node:module';
import { Spot } from '@binance/spot';
import { MainClient, PortfolioClient, USDMClient } from 'binance';
import binanceApiNode from 'binance-api-node';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';

/** A client whose types are narrower than what the exchange takes, or an answer it hands back. */
// biome-ignore lint/suspicious/noExplicitAny: five clients have no type in common
export type Loose = any;

const load = createRequire(__filename);
const key = 'key-1';
const secret = 'secret-1';

/** The clients of Binance, the real packages, pointed at a paper exchange. */
export const siebly = ({ url }: PaperExchange) => {
  const options = { api_key: key, api_secret: secret, baseUrl: url };
  return {
    main: new MainClient(options) as Loose,
    usdm: new USDMClient(options) as Loose,
    portfolio: new PortfolioClient(options) as Loose,
  };
};

/** The types of this one cannot be found by a CommonJS program. */
export function nodeBinanceApi({ url }: PaperExchange): Loose {
  const urls = { base: `${url}/api/`, sapi: `${url}/sapi/`, fapi: `${url}/fapi/` };
  const NodeBinanceApi = load('node-binance-api');
  return new NodeBinanceApi({ APIKEY: key, APISECRET: secret, urls });
}

export const apiNode = ({ url }: PaperExchange): Loose =>
  binanceApiNode({
    apiKey: key,
    apiSecret: secret,
    httpBase: url,
    httpFutures: url,
    httpPortfolioMargin: url,
  } as never);

/** This one comes without types. */
export function connector({ url }: PaperExchange): Loose {
  const { Spot: Connector } = load('@binance/connector');
  return new Connector(key, secret, { baseURL: url });
}

export const binanceSpot = ({ url }: PaperExchange): Loose =>
  new Spot({ configurationRestAPI: { apiKey: key, apiSecret: secret, basePath: url } }).restAPI;
