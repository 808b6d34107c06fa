/** The same bot as an ES module. */
import ccxt from 'ccxt';
import pino from 'pino';
import winston from 'winston';
import { trade } from './trade.cjs';

const transports = [new winston.transports.Console()];
const isWinston = process.env['BOT_LOGGER'] === 'winston';

await trade(ccxt, isWinston ? winston.createLogger({ transports }) : pino());
