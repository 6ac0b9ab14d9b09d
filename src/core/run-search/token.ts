// Tokens and groups of tokens of a filter, as sqlparse makes them. MLflow reads its filters with that parser for SQL, and
// what it accepts, refuses and answers follows from how it groups; so its rules are kept here one by one.

export type GroupKind =
  | 'Statement'
  | 'Comment'
  | 'SquareBrackets'
  | 'Parenthesis'
  | 'Case'
  | 'If'
  | 'For'
  | 'Begin'
  | 'Over'
  | 'Function'
  | 'Where'
  | 'Identifier'
  | 'TypedLiteral'
  | 'Operation'
  | 'Comparison'
  | 'Assignment'
  | 'IdentifierList'
  | 'Values';

export interface Token {
  /** Kind with its parents, joined by points: "Keyword.Order"; empty for groups. */
  kind: string;
  /** Null for a token that stands for itself. */
  readonly group: GroupKind | null;
  /** Empty unless it is a group. */
  readonly tokens: Token[];
  value: string;
}

export const leaf = (kind: string, value: string): Token => ({ kind, group: null, tokens: [], value });

export const grouped = (group: GroupKind, tokens: Token[]): Token => ({
  kind: '',
  group,
  tokens,
  value: tokens.map((token) => token.value).join(''),
});

/** Whether the token is of this kind or of one below it. */
export const isKind = (token: Token, kind: string): boolean =>
  token.kind === kind || token.kind.startsWith(`${kind}.`);

export const isSpace = (token: Token): boolean => isKind(token, 'Whitespace');

export const isKeyword = (token: Token): boolean => isKind(token, 'Keyword');

/** Of exactly this kind and, case aside for keywords, with one of these values. */
export function matches(token: Token | null, kind: string, ...values: readonly string[]): boolean {
  if (!token || token.group !== null || token.kind !== kind) return false;
  if (values.length === 0) return true;
  return values.includes(isKeyword(token) ? token.value.toUpperCase() : token.value);
}
