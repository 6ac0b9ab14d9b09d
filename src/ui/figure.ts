// Figures of a training span many powers of ten; three digits of a very small one are no digits at all.

import { significant } from './format.ts';

/** As `significant`, but below a thousandth with its power of ten: `figure(0.0000125) → "1.3e−5"`. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (!(size > 0 && size < 1e-3)) return significant(value);
  return value.toExponential(1).replaceAll('-', '−').replace('.0e', 'e');
}
