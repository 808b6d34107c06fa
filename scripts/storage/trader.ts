import type { Dice } from './dice.js';

const EQUITY = 100_000;
const DAY_SECONDS = 86_400;
/** The bot dies in the second minute of five, so that something is lost with each restart. */
const RESTART_EVERY_SECONDS = 17 * 3_600 + 130;
const DOWN_SECONDS = 30;
/** A spike of the market: it begins after one of the 5-minute samples and is over before the next. */
const CRASH: Spell = { everySeconds: 7 * 3_600, afterSeconds: 90, seconds: 80 };
const CRASH_DOLLARS = 4_000;
const OUTAGE: Spell = { everySeconds: 5 * 3_600, afterSeconds: 60, seconds: 40 };

/** Something that comes again and again, some time after each full turn. */
interface Spell {
  readonly everySeconds: number;
  readonly afterSeconds: number;
  readonly seconds: number;
}

/** A bot at one moment: what all of its series depend on. */
export interface Moment {
  /** Since the history began. */
  readonly seconds: number;
  readonly stepSeconds: number;
  /** Since the process started. */
  readonly uptime: number;
  readonly hasRestarted: boolean;
  /** About 1: markets are busier at some hours than at others. */
  readonly activity: number;
  readonly isConnected: boolean;
  /** In cents, which add up without the dust of binary fractions, as the bot's decimals do. */
  readonly realizedCents: number;
  readonly unrealizedCents: number;
  /** Percent of the highest equity since the process started. */
  readonly drawdown: number;
}

/** The account of a bot and its process, step by step. */
export class Trader {
  readonly #dice: Dice;
  readonly #stepSeconds: number;
  #realizedCents = 0;
  #drift = 0;
  #peak = EQUITY;

  constructor(dice: Dice, stepSeconds: number) {
    this.#dice = dice;
    this.#stepSeconds = stepSeconds;
  }

  /** Undefined while the process is down. */
  at(seconds: number): Moment | undefined {
    const uptime = seconds % RESTART_EVERY_SECONDS;
    if (uptime < DOWN_SECONDS && seconds >= RESTART_EVERY_SECONDS) return undefined;
    const isBorn = uptime < DOWN_SECONDS + this.#stepSeconds;
    const hasRestarted = isBorn && seconds >= RESTART_EVERY_SECONDS;
    if (hasRestarted) [this.#realizedCents, this.#peak] = [0, EQUITY];
    const activity = 1 + 0.6 * Math.sin((2 * Math.PI * seconds) / DAY_SECONDS);
    const unrealizedCents = this.#trade(seconds, activity);
    const equity = EQUITY + (this.#realizedCents + unrealizedCents) / 100;
    this.#peak = Math.max(this.#peak, equity);
    return {
      seconds,
      stepSeconds: this.#stepSeconds,
      uptime,
      hasRestarted,
      activity,
      isConnected: !isIn(OUTAGE, seconds),
      realizedCents: this.#realizedCents,
      unrealizedCents,
      drawdown: ((this.#peak - equity) / this.#peak) * 100,
    };
  }

  /** Gives the unrealized P&L. */
  #trade(seconds: number, activity: number): number {
    for (let fills = this.#dice.events(0.05 * activity); fills > 0; fills -= 1) {
      this.#realizedCents += Math.round(200 + 6_000 * this.#dice.normal());
    }
    // Comes back to 0, with a deviation of some 400 dollars.
    this.#drift = 0.999 * this.#drift + 18 * this.#dice.normal();
    const crash = isIn(CRASH, seconds) ? CRASH_DOLLARS : 0;
    return Math.round(100 * (this.#drift - crash));
  }
}

function isIn({ everySeconds, afterSeconds, seconds: length }: Spell, seconds: number): boolean {
  const into = (seconds % everySeconds) - afterSeconds;
  return into >= 0 && into < length;
}
