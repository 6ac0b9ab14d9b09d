// A filter or an order in MLflow's own language and nothing beyond it.

import { checkComparator, clauseOf, orderIdentifier, refuse } from './clause.ts';
import type { Clause, Entity } from './clause.ts';
import { GroupingError } from './grouping-tools.ts';
import { group } from './grouping.ts';
import { tokenize } from './lexer.ts';
import { repr, shellWords } from './python-text.ts';
import { grouped, isSpace, leaf, matches } from './token.ts';
import type { Token } from './token.ts';

/** More tokens are refused, as in sqlparse. */
const mostTokens = 10_000;

/** Statements, parted at semicolons outside brackets; a blank rest is none. */
function statements(text: string): Token[] {
  const found: Token[] = [];
  let tokens: Token[] = [];
  let level = 0;
  let ended = false;
  let inBlock = false;
  for (const token of tokenize(text)) {
    if (ended && token.kind !== 'Whitespace' && token.kind !== 'Comment.Single') {
      found.push(grouped('Statement', tokens));
      tokens = [];
      level = 0;
      ended = false;
      inBlock = false;
    }
    if (matches(token, 'Punctuation', '(')) level += 1;
    else if (matches(token, 'Punctuation', ')')) level -= 1;
    else if (matches(token, 'Keyword', 'BEGIN')) inBlock = true;
    tokens.push(token);
    if (matches(token, 'Punctuation', ';')) ended ||= level <= 0 && !inBlock;
    else if (token.kind === 'Keyword' && /^GO(\s|$)/.test(token.value)) ended = true;
  }
  if (!tokens.every(isSpace)) found.push(grouped('Statement', tokens));
  for (const statement of found) {
    if (statement.tokens.length > mostTokens) throw new GroupingError();
    group(statement);
  }
  return found;
}

const comparison = (...tokens: Token[]): Token => grouped('Comparison', tokens);

/** Makes comparisons of IN, NOT IN, IS NULL and IS NOT NULL, which sqlparse leaves apart. */
function joined(all: readonly Token[]): Token[] {
  const tokens = all.filter((token) => !isSpace(token));
  const out: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const [first, second, third, fourth] = tokens.slice(at, at + 4);
    if (!first || !second || !third) return [...out, ...tokens.slice(at)];
    if (first.group !== 'Identifier') {
      out.push(first);
      at += 1;
    } else if (matches(second, 'Keyword', 'IN') && third.group === 'Parenthesis') {
      out.push(comparison(first, second, third));
      at += 3;
    } else if (matches(second, 'Keyword', 'IS') && matches(third, 'Keyword', 'NULL')) {
      out.push(comparison(first, leaf('Keyword', 'IS NULL')));
      at += 3;
    } else if (matches(second, 'Keyword', 'IS') && matches(third, 'Keyword', 'NOT NULL')) {
      out.push(comparison(first, leaf('Keyword', 'IS NOT NULL')));
      at += 3;
    } else if (
      matches(second, 'Keyword', 'NOT') &&
      matches(third, 'Keyword', 'IN') &&
      fourth?.group === 'Parenthesis'
    ) {
      out.push(comparison(first, leaf('Keyword', 'NOT IN'), fourth));
      at += 4;
    } else {
      // MLflow does not look at these again, even where one of them begins a clause.
      out.push(...tokens.slice(at, at + 4));
      at += 4;
    }
  }
  return out;
}

/**
 * The clauses of a filter, all of which must hold.
 * @throws AppError 'bad-input' in MLflow's words.
 */
export function parseStrict(filter: string): Clause[] {
  if (filter === '') return [];
  let parsed: Token[];
  try {
    parsed = statements(filter);
  } catch (thrown) {
    if (thrown instanceof GroupingError) throw refuse(`Error on parsing filter '${filter}'`);
    throw thrown;
  }
  const [statement] = parsed;
  if (!statement) throw refuse(`Invalid filter '${filter}'. Could not be parsed.`);
  if (parsed.length > 1)
    throw refuse(
      `Search filter contained multiple expression ${repr(filter)}. Provide AND-ed expression list.`,
    );
  const tokens = joined(statement.tokens);
  const wrong = tokens.filter(
    (token) => token.group !== 'Comparison' && !isSpace(token) && !matches(token, 'Keyword', 'AND'),
  );
  if (wrong.length > 0)
    throw refuse(
      `Invalid clause(s) in filter string: ${wrong.map((token) => `'${token.value}'`).join(', ')}`,
    );
  const clauses = tokens
    .filter((token) => token.group === 'Comparison')
    .map((token) => clauseOf(token.tokens.filter((part) => !isSpace(part))));
  for (const clause of clauses) checkComparator(clause);
  return clauses;
}

export interface OrderTerm {
  readonly entity: Entity;
  readonly key: string;
  readonly ascending: boolean;
}

function orderTerm(text: string): OrderTerm {
  const fail = () => refuse(`Invalid order_by clause '${text}'. Could not be parsed.`);
  let parsed: Token[];
  try {
    parsed = statements(text);
  } catch (thrown) {
    if (thrown instanceof GroupingError) throw refuse(`Error on parsing order_by clause '${text}'`);
    throw thrown;
  }
  const [only, ...rest] = parsed[0]?.tokens ?? [];
  const after = rest.filter((token) => !isSpace(token));
  // Of other searches, which order by it.
  if (
    matches(only ?? null, 'Name.Builtin', 'timestamp') &&
    after.every((token) => token.kind === 'Keyword.Order')
  )
    orderIdentifier('timestamp');
  if (parsed.length !== 1 || parsed[0]!.tokens.length !== 1 || only?.group !== 'Identifier') throw fail();
  const words = shellWords(only.value.replaceAll('`', '"'));
  if (!words || words.length > 2) throw fail();
  const [name, direction] = words;
  if (direction === undefined) return { ...orderIdentifier(only.value.trim()), ascending: true };
  const way = direction.toLowerCase();
  if (way !== 'asc' && way !== 'desc') throw refuse(`Invalid ordering key in order_by clause '${text}'.`);
  return { ...orderIdentifier(name!.trim()), ascending: way === 'asc' };
}

/**
 * What runs are ordered by, the most important first: "metrics.rmse DESC", "start_time".
 * @throws AppError 'bad-input' in MLflow's words.
 */
export function parseOrder(order: readonly string[]): OrderTerm[] {
  const terms = order.map(orderTerm);
  const seen = new Set(terms.map(({ entity, key }) => `${entity} ${key}`));
  if (seen.size < terms.length)
    throw refuse(`\`order_by\` contains duplicate fields: [${order.map(repr).join(', ')}]`);
  return terms;
}
