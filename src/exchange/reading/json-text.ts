// JSON as text: looked through before it is parsed, and the place of a syntax error named by line. (JSON.parse words its
// errors differently in every browser, and parses nesting of any depth, which later breaks what walks it.)

import { refusal } from './problems.ts';

/** Deeper than any data, shallow enough for every walk. */
const deepest = 64;

export interface Looked {
  readonly text: string;
  /** Keys that the text writes; more than the parsed value has when some are repeated. */
  readonly keys: number;
}

const quoteCode = 34;
const backslash = 92;

/**
 * One pass over the text: depth, keys, and whole numbers of 16 digits and more. Those are identifiers that float64 would
 * round, so they are put into quotes and stay texts.
 * @throws AppError 'bad-file' when it is nested too deep.
 */
export function lookThrough(file: string, text: string, firstLine = 1): Looked {
  let depth = 0;
  let keys = 0;
  let line = firstLine;
  const parts: string[] = [];
  let copied = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quoteCode) i = afterString(text, i);
    else if (code === 123 || code === 91) {
      if (++depth > deepest)
        throw refusal(
          file,
          `in line ${line} it is nested more than ${deepest} deep.`,
          'Choose a file with one flat record per row.',
        );
    } else if (code === 125 || code === 93) depth--;
    else if (code === 58) keys++;
    else if (code === 10) line++;
    else if (code >= 48 && code <= 57) {
      const from = text.charCodeAt(i - 1) === 45 ? i - 1 : i;
      let end = i + 1;
      while (isDigit(text.charCodeAt(end))) end++;
      const next = text.charCodeAt(end);
      // ".", "e" and "E" go on to a fraction or an exponent, whose digits follow.
      const goesOn = next === 46 || next === 101 || next === 69;
      if (goesOn) while (/[\d.eE+-]/.test(text.charAt(end))) end++;
      else if (end - i > 15 && code !== 48) {
        parts.push(text.slice(copied, from), `"${text.slice(from, end)}"`);
        copied = end;
      }
      i = end - 1;
    }
  }
  return { text: parts.length === 0 ? text : parts.join('') + text.slice(copied), keys };
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Index of the closing quote, or the text's length. */
function afterString(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quoteCode) return i;
    if (code === backslash) i++;
  }
  return text.length;
}

/** @throws AppError 'bad-file' naming line and column of the error. */
export function parseJson(file: string, text: string, firstLine = 1): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { at, what } = syntaxError(text);
    const before = text.slice(0, at);
    const line = firstLine + before.split('\n').length - 1;
    const column = at - before.lastIndexOf('\n');
    throw refusal(
      file,
      `in line ${line}, character ${column}, ${what}.`,
      'Correct the file, or export it again from where it comes from.',
      error,
    );
  }
}

const token =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y;

/** Where JSON text stops being JSON, by its grammar (RFC 8259). For text that JSON.parse refused. */
export function syntaxError(text: string): { at: number; what: string } {
  const open: string[] = [];
  let state: 'value' | 'first' | 'key' | 'firstKey' | 'colon' | 'after' = 'value';
  token.lastIndex = 0;
  for (;;) {
    const from = token.lastIndex;
    const found = token.exec(text);
    const at = found ? token.lastIndex - found[0].trimStart().length : skipSpace(text, from);
    if (!found)
      return at >= text.length
        ? { at, what: open.length > 0 || state !== 'after' ? 'the file ends too early' : 'nothing is wrong' }
        : { at, what: `"${text.slice(at, at + 10)}" is not allowed in JSON` };
    const [, sign, string] = found;
    const unexpected = { at, what: `"${found[0].trim().slice(0, 20)}" does not belong there` };
    const inObject = open.at(-1) === '{';
    if (state === 'value' || state === 'first') {
      if (sign === '{' || sign === '[') {
        open.push(sign);
        state = sign === '{' ? 'firstKey' : 'first';
      } else if (sign === ']' && state === 'first') {
        open.pop();
        state = 'after';
      } else if (sign !== undefined) return unexpected;
      else state = 'after';
    } else if (state === 'key' || state === 'firstKey') {
      if (string !== undefined) state = 'colon';
      else if (sign === '}' && state === 'firstKey') {
        open.pop();
        state = 'after';
      } else return unexpected;
    } else if (state === 'colon') {
      if (sign !== ':') return unexpected;
      state = 'value';
    } else if (sign === ',' && open.length > 0) state = inObject ? 'key' : 'value';
    else if (sign === (inObject ? '}' : ']') && open.length > 0) open.pop();
    else return unexpected;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}
