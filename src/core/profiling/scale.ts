// Round ends for the bars of a histogram of numbers.

export interface Scale {
  /** Ascending, at least two; the first at or below the smallest value, the last above the largest or equal to it. */
  readonly edges: readonly number[];
  label(from: number, to: number): string;
  below(first: number): string;
  above(end: number): string;
}

/**
 * Edges at multiples of 1, 2, 2.5 or 5 times a power of ten, about `bars` of them between `from` and `to`, at most one
 * more; whole numbers get edges at whole numbers. Where numbers are too large or too close for round edges: one bar.
 */
export function decimalScale(from: number, to: number, bars: number, whole: boolean): Scale {
  const edges = roundEdges(from, to, bars, whole) ?? [from, to];
  return {
    edges,
    label: (a, b) => {
      if (!whole || edges.length === 2) return `${a} to ${b}`;
      return b - a === 1 ? String(a) : `${a} to ${b - 1}`;
    },
    below: (first) => `below ${first}`,
    above: (end) => `${end} and more`,
  };
}

function roundEdges(from: number, to: number, bars: number, whole: boolean): number[] | null {
  // Divided first: the difference of two large numbers may be none.
  const raw = to / bars - from / bars;
  if (!(raw > 0) || !Number.isFinite(raw)) return null;
  const wanted = whole ? Math.max(1, raw) : raw;
  const exponent = Math.floor(Math.log10(wanted));
  const steps = whole && exponent === 0 ? [10, 20, 50, 100] : [10, 20, 25, 50, 100];
  const power = 10 ** Math.abs(exponent - 1);
  if (!Number.isFinite(power)) return null;
  // A product or one division, so that edges are the shortest decimals: 3 / 10 and not 3 × 0.1.
  const scaled = (count: number): number => (exponent >= 1 ? count * power : count / power);
  const step = steps.find((tenths) => scaled(tenths) >= wanted * (1 - 1e-12)) ?? 100;
  let index = Math.floor(from / scaled(step));
  if (!Number.isSafeInteger(index * step)) return null;
  if (scaled(index * step) > from) index--;
  const edges = [scaled(index * step)];
  while (edges[edges.length - 1]! <= to) {
    index++;
    const edge = scaled(index * step);
    if (!(edge > edges[edges.length - 1]!) || !Number.isFinite(edge) || edges.length > bars + 2) return null;
    edges.push(edge);
  }
  return edges;
}
