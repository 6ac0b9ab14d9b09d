// Groups the tokens of a filter into identifiers, comparisons and the like, in the order and by the rules of sqlparse's
// engine/grouping.py.

import { around, before, each, inside, join, nextAt, oneOf, pairs, tokenAt } from './grouping-tools.ts';
import type { Middle } from './grouping-tools.ts';
import { isKeyword, isKind, matches } from './token.ts';
import type { GroupKind, Token } from './token.ts';

const numbers = ['Number', 'Number.Integer', 'Number.Float'];
const strings = ['String', 'String.Single', 'String.Symbol'];
const names = ['Name', 'Name.Placeholder'];

function comments(list: Token): void {
  each(
    list,
    (token) => isKind(token, 'Comment'),
    (at) => {
      const isPart = (token: Token): boolean =>
        isKind(token, 'Comment') || token.kind === 'Whitespace.Newline';
      let end = at;
      while (end < list.tokens.length && isPart(list.tokens[end]!)) end += 1;
      if (end < list.tokens.length) join(list, 'Comment', at, end - 1);
      return end < list.tokens.length ? at : end;
    },
  );
}

function functions(list: Token): void {
  each(
    list,
    (token) => isKind(token, 'Name'),
    (at) => {
      const next = nextAt(list, at);
      if (tokenAt(list, next)?.group !== 'Parenthesis') return at;
      const over = nextAt(list, next!);
      join(list, 'Function', at, tokenAt(list, over)?.group === 'Over' ? over! : next!);
      return at;
    },
  );
}

function where(list: Token): void {
  const ends = [
    'ORDER BY',
    'GROUP BY',
    'LIMIT',
    'UNION',
    'UNION ALL',
    'EXCEPT',
    'INTERSECT',
    'HAVING',
    'RETURNING',
    'INTO',
  ];
  each(
    list,
    (token) => matches(token, 'Keyword', 'WHERE'),
    (at) => {
      const end = list.tokens.findIndex((token, index) => index > at && matches(token, 'Keyword', ...ends));
      // Brackets around it stay outside.
      const bracketed = list.group === 'Parenthesis' || list.group === 'SquareBrackets';
      const last = bracketed ? list.tokens.length - 2 : list.tokens.length - 1;
      join(list, 'Where', at, end < 0 ? last : end - 1);
      return at;
    },
  );
}

function order(list: Token): void {
  each(
    list,
    (token) => isKind(token, 'Keyword.Order'),
    (at) => {
      const previous = before(list, at);
      const token = tokenAt(list, previous);
      if (previous === null || !token || (token.group !== 'Identifier' && !isKind(token, 'Number')))
        return at;
      join(list, 'Identifier', previous, at);
      return previous;
    },
  );
}

function aliases(list: Token): void {
  const groups: readonly GroupKind[] = [
    'Parenthesis',
    'Function',
    'Case',
    'Identifier',
    'Operation',
    'Comparison',
  ];
  each(
    list,
    (token) => (token.group === null ? isKind(token, 'Number') : groups.includes(token.group)),
    (at) => {
      const next = nextAt(list, at);
      if (tokenAt(list, next)?.group === 'Identifier') join(list, 'Identifier', at, next!, true);
      return at;
    },
  );
}

function besideComments(list: Token): void {
  each(
    list,
    (token) => token.group === 'Comment',
    (at) => {
      const previous = before(list, at);
      const token = tokenAt(list, previous);
      if (previous === null || !token || token.group === null) return at;
      join(list, token.group, previous, at, true);
      return previous;
    },
  );
}

function values(list: Token): void {
  const from = list.tokens.findIndex((token) => matches(token, 'Keyword', 'VALUES'));
  if (from < 0) return;
  const last = list.tokens.findLastIndex((token, index) => index > from && token.group === 'Parenthesis');
  if (last >= 0) join(list, 'Values', from, last);
}

const operands: readonly GroupKind[] = ['Parenthesis', 'Function', 'Identifier', 'Operation', 'TypedLiteral'];
const plain = [...numbers, ...strings, ...names];

const period: Middle = {
  group: 'Identifier',
  match: (token) => matches(token, 'Punctuation', '.') || matches(token, 'Operator', '->', '->>'),
  left: (token) => oneOf(token, ['SquareBrackets', 'Identifier'], ['Name', 'String.Symbol']),
  right: () => true,
  last(list, at, next) {
    const fits = ['Name', 'String.Symbol', 'Wildcard', 'String.Single'];
    return next !== null && oneOf(tokenAt(list, next), ['SquareBrackets', 'Function'], fits) ? next : at;
  },
};

const isOperand = (token: Token | null): boolean =>
  oneOf(token, ['SquareBrackets', ...operands], plain) ||
  matches(token, 'Keyword', 'CURRENT_DATE', 'CURRENT_TIME', 'CURRENT_TIMESTAMP');

const isCompared = (token: Token | null): boolean =>
  oneOf(token, operands, plain) ||
  (token !== null && isKeyword(token) && token.value.toUpperCase() === 'NULL');

const isTyped = (token: Token): boolean =>
  matches(token, 'Name.Builtin') || matches(token, 'Keyword', 'TIMESTAMP');

const notNull = (token: Token | null): boolean => token !== null;

const behindBrackets: readonly Middle[] = [
  period,
  {
    group: 'Identifier',
    match: (token) => token.group === 'SquareBrackets',
    left: (token) => oneOf(token, ['SquareBrackets', 'Identifier', 'Function'], ['Name', 'String.Symbol']),
    right: () => true,
    last: (_, at) => at,
    recurse: false,
  },
];

const behindNames: readonly Middle[] = [
  {
    group: 'Identifier',
    match: (token) => matches(token, 'Punctuation', '::'),
    left: notNull,
    right: notNull,
  },
  {
    group: 'TypedLiteral',
    match: isTyped,
    left: notNull,
    right: (token) => matches(token, 'String.Single'),
    fromMiddle: true,
    extend: false,
  },
  {
    group: 'TypedLiteral',
    match: (token) => token.group === 'TypedLiteral',
    left: notNull,
    right: (token) => matches(token, 'Keyword', 'DAY', 'HOUR', 'MINUTE', 'MONTH', 'SECOND', 'YEAR'),
    fromMiddle: true,
  },
  {
    group: 'Operation',
    match: (token) => token.group === null && (token.kind === 'Operator' || token.kind === 'Wildcard'),
    left: isOperand,
    right: isOperand,
    extend: false,
  },
  {
    group: 'Comparison',
    match: (token) => token.kind === 'Operator.Comparison',
    left: isCompared,
    right: isCompared,
    extend: false,
  },
  {
    group: 'Identifier',
    match: (token) => isKeyword(token) && token.value.toUpperCase() === 'AS',
    left: (token) => !isKeyword(token) || token.value.toUpperCase() === 'NULL',
    right: (token) => token !== null && !['Keyword.DML', 'Keyword.DDL', 'Keyword.CTE'].includes(token.kind),
  },
];

const assignment: Middle = {
  group: 'Assignment',
  match: (token) => matches(token, 'Assignment', ':='),
  left: (token) => token.kind !== 'Keyword',
  right: (token) => token !== null && token.kind !== 'Keyword',
  last(list, at, next) {
    const end = list.tokens.findIndex(
      (token, index) => index > (next ?? at) && matches(token, 'Punctuation', ';'),
    );
    return end > 0 ? end : (next ?? at);
  },
};

const isListed = (token: Token | null): boolean =>
  oneOf(
    token,
    ['Function', 'Case', 'Identifier', 'Comparison', 'IdentifierList', 'Operation'],
    [...plain, 'Keyword', 'Comment', 'Wildcard'],
  );

const list: Middle = {
  group: 'IdentifierList',
  match: (token) => matches(token, 'Punctuation', ','),
  left: isListed,
  right: isListed,
};

/** @throws GroupingError when brackets are too deep. */
export function group(statement: Token): void {
  const bracket = (kind: GroupKind, open: string, close: string): void =>
    pairs(
      statement,
      kind,
      (token) => matches(token, 'Punctuation', open),
      (token) => matches(token, 'Punctuation', close),
    );
  const block = (kind: GroupKind, open: readonly string[], close: string): void =>
    pairs(
      statement,
      kind,
      (token) => matches(token, 'Keyword', ...open),
      (token) => matches(token, 'Keyword', close),
    );
  inside(statement, 'Comment', comments);
  bracket('SquareBrackets', '[', ']');
  bracket('Parenthesis', '(', ')');
  block('Case', ['CASE'], 'END');
  block('If', ['IF'], 'END IF');
  block('For', ['FOR', 'FOREACH'], 'END LOOP');
  block('Begin', ['BEGIN'], 'END');
  inside(statement, 'Over', (tokens) =>
    each(
      tokens,
      (token) => matches(token, 'Keyword', 'OVER'),
      (at) => {
        const next = nextAt(tokens, at);
        const behind = tokenAt(tokens, next);
        if (behind && (behind.group === 'Parenthesis' || isKind(behind, 'Name')))
          join(tokens, 'Over', at, next!);
        return at;
      },
    ),
  );
  inside(statement, 'Function', functions);
  inside(statement, 'Where', where);
  for (const rule of behindBrackets) around(statement, rule);
  inside(statement, 'Identifier', (tokens) =>
    each(
      tokens,
      (token) => token.kind === 'String.Symbol' || token.kind === 'Name',
      (at) => {
        join(tokens, 'Identifier', at, at);
        return at;
      },
    ),
  );
  inside(statement, 'Identifier', order);
  for (const rule of behindNames) around(statement, rule);
  inside(statement, null, aliases);
  around(statement, assignment);
  inside(statement, null, besideComments);
  around(statement, list);
  values(statement);
}
