// The limit of a distance that its definition calls drift and that chance may have made all the same.

/**
 * Just above the value: what chance may well have made is not called drift. It happens only where rows resemble those before them,
 * so that few of them count (core/monitoring/allowing.ts).
 */
export const liftedAbove = (value: number): number => value * (1 + 1e-9);

/** Whether a figure lies beyond the limit of its definition, which was lifted above it. */
export const isLifted = (value: number, threshold: number): boolean =>
  value > 0 && threshold === liftedAbove(value);
