// Figures and names written as Python writes them, for files that must read like those of Keras.

import { AppError } from './errors.ts';

/** As `repr(float)`: 0.1, 1.0, 1e-05, 1e+16, nan, inf. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [figures = '', power = ''] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return figures + pythonPower(exponent);
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

const pythonPower = (exponent: number): string =>
  `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;

/** A number as a template may name it; whole ones are Python's int. */
export interface NamedNumber {
  readonly value: number;
  readonly whole: boolean;
}

const formatError = (template: string, what: string): AppError =>
  new AppError('bad-input', `"${template}" cannot be filled in: ${what}.`);

type Part = string | { readonly name: string; readonly spec: string };

/** @throws AppError 'bad-input' for braces that do not match and forms that mean nothing. */
function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < template.length; at++) {
    const sign = template[at]!;
    if (sign !== '{' && sign !== '}') {
      parts.push(sign);
      continue;
    }
    if (template[at + 1] === sign) {
      parts.push(sign);
      at++;
      continue;
    }
    const end = template.indexOf('}', at);
    if (sign === '}' || end < 0)
      throw formatError(template, `a single "${sign}" must be doubled, or close what it opens`);
    const [name = '', ...rest] = template.slice(at + 1, end).split(':');
    const spec = rest.join(':');
    if (!form.test(spec))
      throw formatError(template, `":${spec}" is no form of a number, such as :02d or :.4f`);
    parts.push({ name, spec });
    at = end;
  }
  return parts;
}

/** Names between the braces of a template, whether they are there or not. @throws AppError 'bad-input' as `pythonFormat`. */
export const namesIn = (template: string): string[] =>
  partsOf(template).flatMap((part) => (typeof part === 'string' ? [] : [part.name]));

/**
 * As `template.format(**values)` of Python: {epoch:02d}, {val_loss:.4f}, {{ and }}. Numbers only: no attributes, no indices,
 * no conversions, no thousands signs.
 * @throws AppError 'bad-input' for a name that is not there (Python's KeyError) or a form that means nothing.
 */
export function pythonFormat(template: string, values: ReadonlyMap<string, NamedNumber>): string {
  const filled = partsOf(template).map((part) => {
    if (typeof part === 'string') return part;
    const named = values.get(part.name);
    if (named) return formatted(named, part.spec, template);
    throw formatError(template, `there is no "${part.name}" here; there is ${[...values.keys()].join(', ')}`);
  });
  return filled.join('');
}

const form = /^(?:(.)?([<>=^]))?([-+ ])?(0)?(\d+)?(?:\.(\d+))?([deEfFgG%])?$/su;

function formatted({ value, whole }: NamedNumber, spec: string, template: string): string {
  const parts = form.exec(spec);
  if (!parts) throw formatError(template, `":${spec}" is no form of a number, such as :02d or :.4f`);
  const [, fill, align, plus, zero, width, precisionText, type] = parts;
  if (type === 'd' && !whole) throw formatError(template, `":${spec}" is for whole numbers only`);
  const precision = precisionText === undefined ? undefined : Number(precisionText);
  if (precision !== undefined && (precision > 60 || (whole && (type === undefined || type === 'd'))))
    throw formatError(template, `":${spec}" asks for decimals that are not there`);
  if (Number(width ?? 0) > 200) throw formatError(template, `":${spec}" is too wide`);
  const negative = value < 0 || Object.is(value, -0);
  const bare = figures(Math.abs(value), whole, type, precision);
  const sign = negative ? '-' : plus === '+' || plus === ' ' ? plus : '';
  const gap = Number(width ?? 0) - sign.length - bare.length;
  if (gap <= 0) return sign + bare;
  const filling = fill ?? (zero ? '0' : ' ');
  const way = align ?? (zero ? '=' : '>');
  if (way === '=') return sign + filling.repeat(gap) + bare;
  if (way === '<') return sign + bare + filling.repeat(gap);
  const before = way === '^' ? Math.floor(gap / 2) : gap;
  return filling.repeat(before) + sign + bare + filling.repeat(gap - before);
}

/** @param value not negative. */
function figures(
  value: number,
  whole: boolean,
  type: string | undefined,
  precision: number | undefined,
): string {
  const upper = type !== undefined && type !== type.toLowerCase();
  const shout = (text: string): string => (upper ? text.toUpperCase() : text);
  if (type === 'd' || (whole && type === undefined)) return String(value);
  if (!Number.isFinite(value)) return shout(Number.isNaN(value) ? 'nan' : 'inf') + (type === '%' ? '%' : '');
  switch (type?.toLowerCase()) {
    case 'f':
      return fixed(value, precision ?? 6);
    case '%':
      return `${fixed(value * 100, precision ?? 6)}%`;
    case 'e':
      return shout(exponential(value, precision ?? 6));
    case 'g':
      return shout(general(value, precision ?? 6, false));
    default:
      return precision === undefined ? pythonFloat(value) : general(value, precision, true);
  }
}

/** Python's `g`; with `point`, as `format(x, '.3')`, a whole number keeps ".0" and fewer digits are left to the exponent. */
function general(value: number, precision: number, point: boolean): string {
  const digits = Math.max(precision, 1);
  const [mantissa = '', power = ''] = exponential(value, digits - 1).split('e');
  const exponent = Number(power);
  const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  if (exponent < -4 || exponent >= (point ? digits - 1 : digits))
    return trimmed(mantissa) + pythonPower(exponent);
  const text = trimmed(fixed(value, digits - 1 - exponent));
  return point && !text.includes('.') ? `${text}.0` : text;
}

/** Halves go to the even neighbour, as in Python; JavaScript's toFixed takes them up. */
function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (value >= 1e21) return BigInt(value).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
  const exact = value.toFixed(100);
  const rest = exact.slice(exact.indexOf('.') + 1 + digits);
  if (!/^50*$/.test(rest)) return text;
  const down = exact.slice(0, exact.indexOf('.') + (digits > 0 ? 1 + digits : 0));
  return Number(down.at(-1)) % 2 === 0 ? down : text;
}

function exponential(value: number, digits: number): string {
  const [mantissa = '', power = ''] = value.toExponential(digits).split('e');
  const [exact = '', exactPower = ''] = value.toExponential(100).split('e');
  const rest = exact.slice(2 + digits);
  const down = exact.slice(0, digits > 0 ? 2 + digits : 1);
  const even = /^50*$/.test(rest) && Number(down.at(-1)) % 2 === 0;
  return even ? down + pythonPower(Number(exactPower)) : mantissa + pythonPower(Number(power));
}
