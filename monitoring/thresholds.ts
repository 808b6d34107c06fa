/**
 * Where a trader has to look, declared once: the alerts compare with these numbers and the dashboards
 * draw them.
 */
export const THRESHOLDS = {
  /** Percent of the high-water mark that is lost: look, act, stop. */
  drawdownPercent: { elevated: 5, high: 10, severe: 20 },
  /** Percentage points that a drawdown grew within an hour. */
  drawdownSpeedPercent: 3,
  /** Tilt score, 0 to 100, from which losses are taken for revenge trading. */
  tiltScore: 70,
  /** Share of the orders that failed, 0 to 1. */
  orderFailureRatio: { warning: 0.05, critical: 0.25 },
  /** Fewer orders in five minutes have no ratio worth a call. */
  orderFailureLeastOrders: 5,
  /** So many orders of an hour, and not one that did not fail, are no chance. */
  failedInARow: 3,
  /** Orders in two hours of yesterday, of a bot that would place some in the same hours of today. */
  ordersYesterday: 24,
  /** Seconds that the slowest hundredth of the orders takes at least. */
  orderLatencyP99Seconds: { warning: 1, critical: 5 },
  /** Milliseconds that the slowest hundredth of the messages is old at least. */
  websocketLatencyP99Ms: 1_000,
  /** Fewer market data messages in an hour have pauses of minutes by nature. */
  marketMessagesPerHour: 600,
  /** Seconds that an exchange's clock is away from this machine's. */
  clockOffsetSeconds: 0.5,
  /** Use of a rate limit, 0 to 1. */
  rateLimitUsage: { warning: 0.8, critical: 0.95 },
  /** Changes of a connection within ten minutes. */
  connectionChanges: 4,
  /** Starts of a bot within a quarter of an hour. */
  botRestarts: 3,
  /** Seconds that the event loop has not turned. */
  eventLoopLagSeconds: 5,
  /** Percent of one core. */
  cpuPercent: 90,
  /** Requests for a bot's metrics without valid credentials within ten minutes. */
  scrapeAuthFailures: 10,
  /** Changes between answered and failed scrapes of a bot within ten minutes. */
  scrapeChanges: 6,
  /** Seconds that a scrape of a bot takes. */
  scrapeSeconds: 2,
  /** Share of the space that Prometheus may use, 0 to 1. */
  storageUsage: 0.9,
} as const;
