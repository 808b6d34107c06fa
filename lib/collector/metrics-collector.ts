import type { Attributes, Context } from '@opentelemetry/api';
import { reportOnce } from '../diagnostics/report.js';
import type { MetricKey } from '../metrics/catalogue.js';
import { CATALOGUE } from '../metrics/catalogue.js';
import { isFiniteNumber } from '../metrics/drop-counter.js';
import type { TradingInstruments } from '../metrics/instruments.js';
import type { MetricsRegistry } from '../metrics/metrics-registry.js';
import { bindHotPaths } from './bound-series.js';
import { ConnectionStatus } from './connection-status.js';
import { Drawdown } from './drawdown.js';
import type { Money as Amount, MoneyInput } from './money.js';
import { toMoney } from './money.js';
import type {
  ExecutionTimeLabels,
  OrderErrorEvent,
  OrderEvent,
  TradeEvent,
} from './order-event.js';
import type { Pnl } from './pnl-book.js';
import { PnlBook, sum } from './pnl-book.js';
import { observeProcess } from './process-metrics.js';
import type { RateLimitLabels } from './rate-limit-windows.js';
import { RateLimitWindows } from './rate-limit-windows.js';
import { RecentKeys } from './recent-keys.js';

/** The realized and unrealized part of a profit or loss; a part left out keeps its last value. */
export interface PnlInput {
  readonly realized?: MoneyInput;
  readonly unrealized?: MoneyInput;
}

export interface MetricsCollectorOptions {
  /** Equity that drawdown is measured against, in dollars. Default 0: drawdown from the P&L peak. */
  initialEquity?: MoneyInput;
}

const REMEMBERED_TRADES = 50_000;

/**
 * Gives trading events their meaning: what counts as an order, how P&L adds up, what drawdown is.
 * Every method returns at once, never throws, and drops what it cannot understand: the drop is
 * counted in `genesis_dropped_measurements_total` and reported once.
 *
 * @example
 * const collector = new MetricsCollector(registry);
 * collector.start();
 * collector.recordOrder({ exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'limit' });
 * collector.updatePnl({ realized: '1000.00', unrealized: '250.50' });
 */
export class MetricsCollector {
  readonly #registry: MetricsRegistry;
  readonly #instruments: TradingInstruments;
  readonly #bound: ReturnType<typeof bindHotPaths>;
  readonly #pnl = new PnlBook();
  readonly #initialEquity: Amount | undefined;
  #drawdown: Drawdown;
  readonly #rateLimits: RateLimitWindows;
  readonly #connections: ConnectionStatus;
  readonly #trades = new RecentKeys(REMEMBERED_TRADES);
  #stopProcessMetrics: (() => void) | undefined;

  /** A faulty `initialEquity` counts as 0 and is reported. */
  constructor(registry: MetricsRegistry, options: MetricsCollectorOptions = {}) {
    this.#registry = registry;
    this.#instruments = registry.instruments;
    this.#bound = bindHotPaths(registry.instruments);
    this.#rateLimits = new RateLimitWindows(this.#instruments.rateLimitUsage);
    this.#connections = new ConnectionStatus(this.#instruments.connectionStatus);
    this.#initialEquity = this.#money('drawdown', options.initialEquity ?? 0);
    this.#drawdown = new Drawdown(this.#initialEquity);
  }

  /** Starts publishing uptime, memory and CPU. Calling it again changes nothing. */
  start(): void {
    this.#stopProcessMetrics ??= observeProcess(this.#instruments);
  }

  /** Stops publishing uptime, memory and CPU; their last values stay. */
  stop(): void {
    this.#stopProcessMetrics?.();
    this.#stopProcessMetrics = undefined;
  }

  /**
   * Counts one order that was placed (attempted). Its failure counter starts to exist at 0.
   * @param context where the span of an exemplar is looked for, here and in what follows; default:
   * the active one
   */
  recordOrder(order: OrderEvent, context?: Context): void {
    try {
      const { placed, failed } = this.#bound.orders.get(attributesOf(order));
      placed.add(1, context);
      failed.add(0);
    } catch {
      this.#fault('orders');
    }
  }

  /** Counts the failure of an order that {@link MetricsCollector.recordOrder} counted before. */
  recordOrderFailure(order: OrderEvent, context?: Context): void {
    this.#guard('ordersFailed', () =>
      this.#bound.orders.get(attributesOf(order)).failed.add(1, context),
    );
  }

  /** Counts why an order operation (create, edit, cancel, close) failed. */
  recordOrderError(error: OrderErrorEvent, context?: Context): void {
    this.#guard('orderErrors', () => {
      const { exchange, operation, errorType } = error;
      const labels = { exchange, operation, error_type: errorType };
      this.#instruments.orderErrors.add(1, labels, context);
    });
  }

  /** Records how long an order took from its request to its end, in seconds. */
  recordExecutionTime(seconds: number, labels: ExecutionTimeLabels = {}, context?: Context): void {
    try {
      const known = labels.outcome === undefined ? { ...labels, outcome: 'success' } : labels;
      this.#bound.executionTime.get(attributesOf(known)).record(seconds, context);
    } catch {
      this.#fault('orderExecutionTime');
    }
  }

  /** Records how long the client's own rate limiter held an order back, in seconds. */
  recordThrottleWait(
    seconds: number,
    labels: { readonly exchange: string },
    context?: Context,
  ): void {
    try {
      this.#bound.throttleWait.get(attributesOf(labels)).record(seconds, context);
    } catch {
      this.#fault('orderThrottleWait');
    }
  }

  /**
   * Counts one execution (fill). A trade with an id counts once, however often it is told.
   * @returns whether it was new
   */
  recordTrade(trade: TradeEvent): boolean {
    let isNew = false;
    this.#guard('trades', () => {
      const { exchange, symbol, side, id } = trade;
      isNew = id === undefined || this.#trades.add(JSON.stringify([exchange, symbol, side, id]));
      if (isNew) this.#bound.trades.get(attributesOf(trade)).add(1);
    });
    return isNew;
  }

  /**
   * Records how old a WebSocket message was when it arrived, in milliseconds. A message is never
   * younger than its event: less than 0 counts as 0, and in `genesis_websocket_latency_clamped_total`.
   */
  recordWebsocketLatency(
    milliseconds: number,
    labels: { readonly exchange: string; readonly channel?: string },
  ): void {
    try {
      if (milliseconds < 0) this.#bound.latencyClamped.get(attributesOf(labels)).add(1);
      const latency = milliseconds < 0 ? 0 : milliseconds;
      this.#bound.websocketLatency.get(attributesOf(labels)).record(latency);
    } catch {
      this.#fault('websocketLatency');
    }
  }

  /** Records how long a ping took to its pong, in seconds. */
  recordWebsocketPing(seconds: number, labels: { readonly exchange: string }): void {
    this.#guard('websocketPing', () =>
      this.#bound.websocketPing.get(attributesOf(labels)).record(seconds),
    );
  }

  /** Sets how far an exchange's clock is ahead of this machine's, in seconds; behind is negative. */
  updateClockOffset(seconds: number, exchange: string): void {
    this.#guard('clockOffset', () => this.#instruments.clockOffset.record(seconds, { exchange }));
  }

  /**
   * Sets the bot's realized and unrealized P&L, in dollars. From the first call on these figures
   * stand alone: what instrumentations see of P&L is no longer added.
   */
  updatePnl(pnl: PnlInput): void {
    this.#guard('pnl', () => {
      const figures = this.#pnlOf(pnl);
      if (this.#pnl.isAutomatic()) this.#forgetPnl();
      this.#pnl.setManual(figures);
      this.#publishPnl();
    });
  }

  /** Sets the P&L of one account that an instrumentation follows. `account` never becomes a label. */
  updateAccountPnl(account: string, pnl: PnlInput): void {
    this.#guard('pnl', () => {
      this.#pnl.setAccount(account, this.#pnlOf(pnl));
      this.#publishPnl();
    });
  }

  /** Adds the realized P&L of one fill to an account that an instrumentation follows. */
  addRealizedPnl(account: string, amount: MoneyInput): void {
    this.#guard('pnl', () => {
      const money = this.#money('realizedPnl', amount);
      if (money === undefined) return;
      this.#pnl.addRealized(account, money);
      this.#publishPnl();
    });
  }

  /** Nobody follows this account any more: what it has realized stays, its unrealized P&L goes. */
  endAccount(account: string): void {
    this.#guard('pnl', () => {
      this.#pnl.end(account);
      this.#publishPnl();
    });
  }

  /** Sets the number of open positions, of one exchange or of all. */
  updatePositionCount(count: number, exchange?: string): void {
    this.#guard('positionCount', () => {
      if (isFiniteNumber(count) && (count < 0 || !Number.isInteger(count))) {
        return this.#drop('positionCount');
      }
      this.#instruments.positionCount.record(count, exchange === undefined ? {} : { exchange });
    });
  }

  /** Sets whether the bot is connected to an exchange. */
  updateConnectionStatus(connected: boolean, exchange: string): void {
    this.#guard('connectionStatus', () => {
      if (typeof connected !== 'boolean') return this.#drop('connectionStatus');
      this.#connections.update(connected, exchange);
    });
  }

  /**
   * The bot has closed its connection to an exchange on purpose: the status is 0, and a minute later,
   * when every scrape has seen that, the series ends.
   */
  endConnection(exchange: string): void {
    this.#guard('connectionStatus', () => this.#connections.end(exchange));
  }

  /**
   * Sets how much of a rate limit is used, 0 to 1; more than 1 counts as 1. The value falls back to
   * 0 when the limit's window ends.
   */
  updateRateLimit(ratio: number, labels: RateLimitLabels): void {
    this.#guard('rateLimitUsage', () => {
      if (!isFiniteNumber(ratio) || ratio < 0) return this.#drop('rateLimitUsage');
      this.#rateLimits.update(Math.min(ratio, 1), labels);
    });
  }

  /** Sets the tilt score, 0 to 100. */
  updateTiltScore(score: number): void {
    this.#guard('tiltScore', () => {
      if (isFiniteNumber(score) && (score < 0 || score > 100)) return this.#drop('tiltScore');
      this.#bound.tiltScore.record(score);
    });
  }

  /** The bot's own figures start a history of their own: neither peak nor parts are inherited. */
  #forgetPnl(): void {
    this.#drawdown = new Drawdown(this.#initialEquity);
    this.#instruments.realizedPnl.remove();
    this.#instruments.unrealizedPnl.remove();
  }

  #publishPnl(): void {
    const { realized, unrealized } = this.#pnl.total();
    if (realized !== undefined) this.#bound.realizedPnl.record(realized.toNumber());
    if (unrealized !== undefined) this.#bound.unrealizedPnl.record(unrealized.toNumber());
    const total = sum(realized, unrealized);
    if (total === undefined) return;
    this.#bound.pnl.record(total.toNumber());
    this.#publishDrawdown(total);
  }

  #publishDrawdown(pnl: Amount): void {
    const percent = this.#drawdown.update(pnl);
    if (percent !== undefined) {
      this.#bound.drawdown.record(percent.toNumber());
      return;
    }
    this.#instruments.drawdown.remove();
    reportOnce(
      'drawdown:no-peak',
      'drawdown is unknown: the bot lost money before it had a peak; set GENESIS_INITIAL_EQUITY to measure it',
    );
  }

  #pnlOf({ realized, unrealized }: PnlInput): Pnl {
    return {
      realized: realized === undefined ? undefined : this.#money('realizedPnl', realized),
      unrealized: unrealized === undefined ? undefined : this.#money('unrealizedPnl', unrealized),
    };
  }

  #money(key: MetricKey, value: MoneyInput): Amount | undefined {
    const money = toMoney(value);
    if (money === undefined) this.#registry.drops.drop(CATALOGUE[key].name, 'not_money');
    return money;
  }

  #drop(key: MetricKey): void {
    this.#registry.drops.drop(CATALOGUE[key].name, 'out_of_range');
  }

  #guard(key: MetricKey, action: () => void): void {
    this.#registry.drops.guard(CATALOGUE[key].name, action);
  }

  /** What each order and message calls guards itself: a function a call would cost more than it does. */
  #fault(key: MetricKey): void {
    this.#registry.drops.drop(CATALOGUE[key].name, 'fault');
  }
}

/** Events carry their labels by the labels' names; whatever else they carry is not looked at. */
function attributesOf(event: object): Attributes {
  return event as Attributes;
}
