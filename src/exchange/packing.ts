// How one column becomes bytes. Numbers that are exact decimals are kept as whole numbers in the smallest width:
// value = (base + step × n) / 10^decimals, n stored as it is ("plain") or as the difference from the row before
// ("delta", zigzag); where cells are missing, n is stored one higher and 0 means missing. Other numbers are float64.

export type Width = 1 | 2 | 4;
export type Packing =
  | { readonly as: 'float64' }
  | { readonly as: 'codes'; readonly width: Width }
  | {
      readonly as: 'plain' | 'delta';
      readonly width: Width;
      readonly base: number;
      readonly step: number;
      readonly decimals: number;
      readonly missing: boolean;
    };
export interface Packed {
  readonly packing: Packing;
  readonly bytes: Uint8Array;
}

export function cellBytes(packing: Packing): number {
  return packing.as === 'float64' ? 8 : packing.width;
}

export function packCodes(codes: Int32Array, levels: number): Packed {
  const width = widthFor(levels) ?? 4;
  return { packing: { as: 'codes', width }, bytes: planes(codes, 1, width) };
}

export function unpackCodes(bytes: Uint8Array, rows: number, width: Width): Int32Array {
  return Int32Array.from(fromPlanes(bytes, rows, width), (stored) => stored - 1);
}

export function packNumbers(values: Float64Array): Packed {
  const decimals = exactDecimals(values);
  if (decimals === null) return float64(values);
  const factor = 10 ** decimals;
  const whole = values.map((value) => Math.round(value * factor));
  let base = Infinity;
  for (const n of whole) if (n < base) base = n;
  if (base === Infinity) base = 0;
  let step = 0;
  let missing = false;
  for (const n of whole) {
    if (Number.isNaN(n)) missing = true;
    else step = greatestCommonDivisor(step, n - base);
  }
  step ||= 1;
  const shift = missing ? 1 : 0;
  const stored = whole.map((n) => (Number.isNaN(n) ? 0 : (n - base) / step + shift));
  const common = { base, step, decimals, missing };
  const candidates: Packed[] = [];
  const plainWidth = widthFor(largest(stored));
  if (plainWidth)
    candidates.push({
      packing: { as: 'plain', width: plainWidth, ...common },
      bytes: planes(stored, 0, plainWidth),
    });
  if (!missing) {
    const steps = stored.map((n, i) => zigzag(n - (i ? stored[i - 1]! : 0)));
    const deltaWidth = widthFor(largest(steps));
    if (deltaWidth)
      candidates.push({
        packing: { as: 'delta', width: deltaWidth, ...common },
        bytes: planes(steps, 0, deltaWidth),
      });
  }
  const best = candidates.sort((a, b) => bits(a.bytes) - bits(b.bytes))[0];
  return best ?? float64(values);
}

export function unpackNumbers(
  bytes: Uint8Array,
  rows: number,
  packing: Exclude<Packing, { as: 'codes' }>,
): Float64Array {
  if (packing.as === 'float64') return fromFloat64(bytes, rows);
  const stored = fromPlanes(bytes, rows, packing.width);
  const values = new Float64Array(rows);
  const factor = 10 ** packing.decimals;
  let n = 0;
  for (let i = 0; i < rows; i++) {
    n = packing.as === 'delta' ? n + unzigzag(stored[i]!) : stored[i]!;
    if (packing.missing && n === 0) values[i] = NaN;
    else values[i] = (packing.base + packing.step * (n - (packing.missing ? 1 : 0))) / factor;
  }
  return values;
}

const mostDecimals = 9;

/** The fewest decimals with which every value is exactly a whole number over a power of ten; null when there are none. */
function exactDecimals(values: Float64Array): number | null {
  let decimals = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    while (!isDecimal(value, decimals)) if (++decimals > mostDecimals) return null;
  }
  // A larger power of ten can lose a value that a smaller one kept: check all with the final one.
  return values.every((value) => Number.isNaN(value) || isDecimal(value, decimals)) ? decimals : null;
}

function isDecimal(value: number, decimals: number): boolean {
  // A whole number has no negative zero: its sign would be lost.
  if (Object.is(value, -0)) return false;
  const factor = 10 ** decimals;
  const whole = Math.round(value * factor);
  return Number.isSafeInteger(whole) && Math.abs(whole) < 2 ** 51 && Object.is(whole / factor, value);
}

function float64(values: Float64Array): Packed {
  const cells = new DataView(new ArrayBuffer(8));
  const bytes = new Uint8Array(values.length * 8);
  for (let i = 0; i < values.length; i++) {
    cells.setFloat64(0, Number.isNaN(values[i]!) ? NaN : values[i]!, true);
    for (let plane = 0; plane < 8; plane++) bytes[plane * values.length + i] = cells.getUint8(plane);
  }
  return { packing: { as: 'float64' }, bytes };
}

function fromFloat64(bytes: Uint8Array, rows: number): Float64Array {
  const cells = new DataView(new ArrayBuffer(8));
  return Float64Array.from({ length: rows }, (_, i) => {
    for (let plane = 0; plane < 8; plane++) cells.setUint8(plane, bytes[plane * rows + i]!);
    return cells.getFloat64(0, true);
  });
}

function planes(numbers: ArrayLike<number>, shift: number, width: Width): Uint8Array {
  const rows = numbers.length;
  const bytes = new Uint8Array(rows * width);
  for (let i = 0; i < rows; i++) {
    const n = (numbers[i]! + shift) >>> 0;
    for (let plane = 0; plane < width; plane++) bytes[plane * rows + i] = n >>> (8 * plane);
  }
  return bytes;
}

function fromPlanes(bytes: Uint8Array, rows: number, width: Width): Float64Array {
  const numbers = new Float64Array(rows);
  for (let plane = 0; plane < width; plane++) {
    const weight = 256 ** plane;
    for (let i = 0; i < rows; i++) numbers[i] = numbers[i]! + weight * bytes[plane * rows + i]!;
  }
  return numbers;
}

/** Null where not even four bytes are enough. */
const widthFor = (most: number): Width | null =>
  most < 2 ** 8 ? 1 : most < 2 ** 16 ? 2 : most < 2 ** 32 ? 4 : null;

const zigzag = (n: number): number => (n < 0 ? -2 * n - 1 : 2 * n);
const unzigzag = (n: number): number => (n % 2 ? -(n + 1) / 2 : n / 2);

function largest(numbers: Float64Array): number {
  let most = 0;
  for (const n of numbers) if (n > most) most = n;
  return most;
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b) [a, b] = [b, a % b];
  return a;
}

/** About how many bits the bytes need after compression: their entropy, byte by byte (Shannon 1948). */
function bits(bytes: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const byte of bytes) counts[byte] = counts[byte]! + 1;
  let sum = 0;
  for (const count of counts) if (count) sum -= count * Math.log2(count / bytes.length);
  return sum;
}
