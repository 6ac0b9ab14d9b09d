// One figure of one window, whatever it is of. All that the room charts, and every rule of an alert looks at, are of this one
// shape, under a key that says what they are.

/**
 * `family/name` or `family/name/of`, where `of` is a feature, a slice or a class: "drift/psi/temp", "performance/accuracy".
 * Families are those of core/monitors: the part before the first stroke is the id of the monitor.
 */
export type FigureKey = string;

/** Numbers that do not apply are NaN. */
export interface Figure {
  readonly value: number;
  /** What it was counted on: rows of the window, or of those the rows with a label. */
  readonly n: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /**
   * Probability of a value at least as far out, if nothing had changed since the reference. NaN: not known, and no rule with a
   * budget of false alarms may use the figure.
   */
  readonly pValue: number;
  /** From where on the definition itself calls it drift or a fault. Beyond it in the direction of `worse`. */
  readonly threshold: number;
}

/** What is left out does not apply. */
export const bareFigure = (
  value: number,
  n: number,
  { low = NaN, high = NaN, pValue = NaN, threshold = NaN }: Partial<Omit<Figure, 'value' | 'n'>> = {},
): Figure => ({ value, n, low, high, pValue, threshold });

export type PutFigure = (key: FigureKey, figure: Figure) => void;

export const figureKey = (family: string, name: string, of?: string): FigureKey =>
  of === undefined ? `${family}/${name}` : `${family}/${name}/${of}`;

/** A feature or a slice may have strokes in its name. */
export function partsOfKey(key: FigureKey): { family: string; name: string; of: string | null } {
  const first = key.indexOf('/');
  const second = key.indexOf('/', first + 1);
  const family = key.slice(0, first);
  return second < 0
    ? { family, name: key.slice(first + 1), of: null }
    : { family, name: key.slice(first + 1, second), of: key.slice(second + 1) };
}
