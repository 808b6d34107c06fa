/** A CommonJS bot that logs by pino, or by winston where `BOT_LOGGER` says so; see `telemetry.ts`. */
import ccxt from 'ccxt';
import pino from 'pino';
import winston from 'winston';
import { trade } from './trade.cjs';

const transports = [new winston.transports.Console()];
const isWinston = process.env['BOT_LOGGER'] === 'winston';

void trade(ccxt, isWinston ? winston.createLogger({ transports }) : pino());
