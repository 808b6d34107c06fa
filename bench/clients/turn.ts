/** What is measured of a client. */
export const KINDS = ['order', 'message'] as const;
export type Kind = (typeof KINDS)[number];

/** What the parent asks for. */
export interface Turn {
  readonly kind: Kind;
  readonly count: number;
}

/** Of one order or message. */
export interface TurnFigures {
  readonly nanoseconds: number;
  readonly bytes: number;
}
