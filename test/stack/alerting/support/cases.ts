import type { FaultName } from './faults.js';

/** One alert that a fault has to bring, and what a person has to read. */
export interface Case {
  readonly fault: FaultName;
  readonly alert: string;
  /** What a lock screen shows, without how bad it is and without the bot. */
  readonly title: string;
  /** One line, with the figure. */
  readonly summary: RegExp;
  readonly dashboard: string;
  /** Whether it is about an exchange. */
  readonly isOfExchange: boolean;
  /** From the fault to the notification at most, where time goes as ever. */
  readonly within: string;
}

export const CASES: readonly Case[] = [
  {
    fault: 'rejected',
    alert: 'GenesisOrderInsufficientFunds',
    title: 'Order Insufficient Funds binance',
    summary: /^Funds do not suffice: binance, [1-9]\d* in 5 minutes \(127\.0\.0\.1:\d+\)$/,
    dashboard: 'genesis-orders',
    isOfExchange: true,
    within: '60s',
  },
  {
    fault: 'rejected',
    alert: 'GenesisOrderFailuresHigh',
    title: 'Order Failures High binance',
    summary: /^Orders fail: (2[5-9]|[3-9]\d|100)(\.\d+)?% at binance \(127\.0\.0\.1:\d+\)$/,
    dashboard: 'genesis-orders',
    isOfExchange: true,
    within: '300s',
  },
  {
    fault: 'killed',
    alert: 'GenesisBotDown',
    title: 'Bot Down',
    summary: /^Bot down: 127\.0\.0\.1:\d+ does not answer$/,
    dashboard: 'genesis-health',
    isOfExchange: false,
    within: '120s',
  },
  {
    fault: 'blocked',
    alert: 'GenesisBotStuck',
    title: 'Bot Stuck',
    summary: /^Bot stuck: event loop of 127\.0\.0\.1:\d+ stands still for \d+(\.\d+)?s$/,
    dashboard: 'genesis-health',
    isOfExchange: false,
    within: '90s',
  },
  {
    fault: 'disconnected',
    alert: 'GenesisExchangeDisconnected',
    title: 'Exchange Disconnected binance',
    summary: /^Disconnected: 127\.0\.0\.1:\d+ has lost binance$/,
    dashboard: 'genesis-exchange',
    isOfExchange: true,
    within: '150s',
  },
];
