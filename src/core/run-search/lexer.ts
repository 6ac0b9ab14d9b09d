// Cuts a filter into tokens by the rules of sqlparse's SQL_REGEX, the first that matches winning.

import { wordKind } from './keywords.ts';
import { leaf } from './token.ts';
import type { Token } from './token.ts';

const letter = 'A-Za-zÀ-Üà-ü';
const word = '[\\p{L}\\p{N}_]';
/** No letter of the simple alphabet nor an underscore: what may stand before and behind a number. */
const noLetter = `(?![_${letter}])`;

/** `''`: looked up among the keywords. Case never matters. */
const rules: readonly (readonly [RegExp, string])[] = (
  [
    ['(?:--|# )\\+[^\\n]*?(?:\\r\\n|\\r|\\n|$)', 'Comment.Single.Hint'],
    ['(?:--|# )[^\\n]*?(?:\\r\\n|\\r|\\n|$)', 'Comment.Single'],
    ['\\r\\n|\\r|\\n', 'Whitespace.Newline'],
    ['\\s', 'Whitespace'],
    [':=', 'Assignment'],
    ['::', 'Punctuation'],
    ['\\*', 'Wildcard'],
    ['`(?:``|[^`])*`', 'Name'],
    ['´(?:´´|[^´])*´', 'Name'],
    ['\\?', 'Name.Placeholder'],
    [`%(?:\\(${word}+\\))?s`, 'Name.Placeholder'],
    [`(?<!${word})[$:?]${word}+`, 'Name.Placeholder'],
    [`\\\\${word}+`, 'Command'],
    [`(?:CASE|IN|VALUES|USING|FROM|AS)(?!${word})`, 'Keyword'],
    [`(?:@|##|#)[${letter}]${word}+`, 'Name'],
    [`[${letter}]${word}*(?=\\s*\\.(?!\\d))`, 'Name'],
    [`(?<=\\.)[${letter}]${word}*`, 'Name'],
    [`[${letter}]${word}*(?=\\()`, 'Name'],
    ['-?0x[\\dA-F]+', 'Number.Hexadecimal'],
    ['-?\\d+(?:\\.\\d+)?E-?\\d+', 'Number.Float'],
    [`${noLetter}-?(?:\\d+\\.\\d*|\\.\\d+)${noLetter}`, 'Number.Float'],
    [`${noLetter}-?\\d+${noLetter}`, 'Number.Integer'],
    ["'(?:''|\\\\'|[^'])*'", 'String.Single'],
    ['"(?:""|\\\\"|[^"])*"', 'String.Symbol'],
    ['""|"[^\\n]*?[^\\\\]"', 'String.Symbol'],
    [`(?<![\\p{L}\\p{N}_\\])])\\[[^\\]\\[]+\\]`, 'Name'],
    [
      '(?:(?:LEFT\\s+|RIGHT\\s+|FULL\\s+)?(?:INNER\\s+|OUTER\\s+|STRAIGHT\\s+)?' +
        `|(?:CROSS\\s+|NATURAL\\s+)?)?JOIN(?!${word})`,
      'Keyword',
    ],
    [`END(?:\\s+IF|\\s+LOOP|\\s+WHILE|\\s+FOR|\\s+CASE)?(?!${word})`, 'Keyword'],
    [`IF\\s+(?:NOT\\s+)?EXISTS(?!${word})`, 'Keyword'],
    [`NOT\\s+NULL(?!${word})`, 'Keyword'],
    [`(?:ASC|DESC)(?:\\s+NULLS\\s+(?:FIRST|LAST))?(?!${word})`, 'Keyword.Order'],
    [`NULLS\\s+(?:FIRST|LAST)(?!${word})`, 'Keyword.Order'],
    [`UNION\\s+ALL(?!${word})`, 'Keyword'],
    [`CREATE(?:\\s+OR\\s+REPLACE)?(?!${word})`, 'Keyword.DDL'],
    [`DOUBLE\\s+PRECISION(?!${word})`, 'Name.Builtin'],
    [`(?:GROUP\\s+BY|ORDER\\s+BY|PRIMARY\\s+KEY|HANDLER\\s+FOR|GO\\s\\d+)(?!${word})`, 'Keyword'],
    [`LATERAL\\s+VIEW\\s+(?:EXPLODE|INLINE|PARSE_URL_TUPLE|POSEXPLODE|STACK)(?!${word})`, 'Keyword'],
    ["(?:AT|WITH')\\s+TIME\\s+ZONE\\s+'[^']+'", 'Keyword.TZCast'],
    [`(?:NOT\\s+)?(?:LIKE|ILIKE|RLIKE)(?!${word})`, 'Operator.Comparison'],
    [`(?:NOT\\s+)?REGEXP(?:\\s+BINARY)?(?!${word})`, 'Operator.Comparison'],
    [`${word}[$#\\p{L}\\p{N}_]*`, ''],
    ['[;:()\\[\\],.]', 'Punctuation'],
    ['->>?|#>>?|@>|<@|\\?\\|?|\\?&|-|#-', 'Operator'],
    ['[<>=~!]+', 'Operator.Comparison'],
    ['[+/@#%^&|^\\-]+', 'Operator'],
  ] as const
).map(([pattern, kind]) => [new RegExp(pattern, 'iuy'), kind] as const);

const commentStart = /\/\*(\+?)/y;
const dollarQuote = new RegExp(`(?<![\\p{L}\\p{N}_"$])\\$(?:[_${letter}]${word}*)?\\$`, 'iuy');

/** A comment or a dollar-quoted text that begins here and is closed; null otherwise. */
function spanAt(text: string, at: number): Token | null {
  commentStart.lastIndex = at;
  const comment = commentStart.exec(text);
  if (comment) {
    const end = text.indexOf('*/', at + comment[0].length);
    if (end >= 0)
      return leaf(comment[1] ? 'Comment.Multiline.Hint' : 'Comment.Multiline', text.slice(at, end + 2));
  }
  dollarQuote.lastIndex = at;
  const quote = dollarQuote.exec(text)?.[0];
  if (quote !== undefined) {
    const end = text.indexOf(quote, at + quote.length);
    if (end >= 0) return leaf('Literal', text.slice(at, end + quote.length));
  }
  return null;
}

function ruleAt(text: string, at: number): Token {
  for (const [pattern, kind] of rules) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found) return leaf(kind || wordKind(found), found);
  }
  return leaf('Error', String.fromCodePoint(text.codePointAt(at)!));
}

/** Every character ends up in exactly one token. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const token = spanAt(text, at) ?? ruleAt(text, at);
    tokens.push(token);
    at += token.value.length;
  }
  return tokens;
}
