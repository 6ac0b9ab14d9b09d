// Texts as Python reads and writes them, as far as MLflow lets it: the list of an IN, a text in a message, the words of an
// order.

/** What a backslash and this letter stand for in a Python literal. */
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

function unescape(body: string): string {
  return body.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([0-7]{1,3})|([\s\S]))/g,
    (all, hex: string, long: string, octal: string, letter: string) => {
      if (hex || long) return String.fromCharCode(Number.parseInt(hex || long, 16));
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
      return Object.hasOwn(escapes, letter) ? escapes[letter]! : all;
    },
  );
}

const literal =
  /\s*(?:'((?:\\[\s\S]|[^'\\\n])*)'|"((?:\\[\s\S]|[^"\\\n])*)"|(-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))/y;
const gap = /\s*/y;
const doubled = /^\(\s*(\((?:'(?:\\[^]|[^'\\])*'|"(?:\\[^]|[^"\\])*"|[^()'"])*\))\s*\)$/;

/**
 * `('a', "b")` as the values in it, texts side by side joined, as ast.literal_eval reads a tuple or a value in brackets.
 * Null where it is none of texts and numbers.
 */
export function parseList(text: string): (string | number)[] | null {
  // Brackets around brackets mean nothing more.
  const again = doubled.exec(text)?.[1];
  if (again !== undefined) return parseList(again);
  const inner = /^\(([\s\S]*)\)$/.exec(text)?.[1];
  if (inner === undefined) return null;
  const values: (string | number)[] = [];
  let at = 0;
  const rest = (): string => {
    gap.lastIndex = at;
    at += gap.exec(inner)![0].length;
    return inner.slice(at, at + 1);
  };
  const one = (): string | number | null => {
    literal.lastIndex = at;
    const found = literal.exec(inner);
    if (!found) return null;
    at = literal.lastIndex;
    const [, single, double, number] = found;
    return number === undefined ? unescape(single ?? double ?? '') : Number(number);
  };
  while (rest() !== '') {
    let value = one();
    if (value === null) return null;
    while (typeof value === 'string' && (rest() === "'" || rest() === '"')) {
      const more = one();
      if (typeof more !== 'string') return null;
      value += more;
    }
    values.push(value);
    if (rest() === '') break;
    if (inner[at] !== ',') return null;
    at += 1;
  }
  return values;
}

/** Python's repr of a text. */
export function repr(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(mark === "'" ? "'" : '\0', mark === "'" ? "\\'" : '\0');
  return `${mark}${body}${mark}`;
}

/** Python's repr of a tuple. */
export function quotedList(values: readonly (string | number)[]): string {
  const parts = values.map((value) => (typeof value === 'string' ? repr(value) : String(value)));
  return `(${parts.join(', ')}${parts.length === 1 ? ',' : ''})`;
}

/** Words as a shell parts them (Python's shlex.split); null where a quotation does not end. */
export function shellWords(text: string): string[] | null {
  const words: string[] = [];
  let current: string | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (/[ \t\r\n]/.test(sign)) {
      if (current !== null) words.push(current);
      current = null;
    } else if (sign === '\\') {
      if (at + 1 >= text.length) return null;
      current = (current ?? '') + text[(at += 1)]!;
    } else if (sign === "'" || sign === '"') {
      let body = '';
      for (at += 1; text[at] !== sign; at += 1) {
        if (at >= text.length) return null;
        const next = text[at + 1];
        if (sign === '"' && text[at] === '\\' && (next === '"' || next === '\\')) at += 1;
        body += text[at]!;
      }
      current = (current ?? '') + body;
    } else current = (current ?? '') + sign;
  }
  if (current !== null) words.push(current);
  return words;
}
