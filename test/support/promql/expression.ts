/** An expression, and who has it. */
export interface Expression {
  /** The file and the place in it, for who has to find it. */
  readonly where: string;
  /** The file alone. */
  readonly file: string;
  readonly text: string;
  /** How far back its panel draws it, as a duration; left out where it is asked for now alone. */
  readonly lookBack?: string;
  /** An alert's is empty while all is well. */
  readonly use:
    | 'alert'
    | 'recording'
    | 'annotation'
    | 'panel'
    | 'variable'
    | 'document'
    | 'command'
    /** A document speaks of a metric, also of a histogram as a whole. */
    | 'name';
}
