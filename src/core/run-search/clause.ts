// One clause of a filter and what it may say: MLflow 3.17 (mlflow/utils/search_utils.py, SearchUtils), with its messages.

import { AppError } from '../errors.ts';
import { parseList, quotedList } from './python-text.ts';
import type { Token } from './token.ts';

export type Entity = 'metric' | 'parameter' | 'tag' | 'attribute' | 'dataset';

export interface Clause {
  readonly entity: Entity;
  readonly key: string;
  /** In capitals. */
  readonly comparator: string;
  readonly value: number | string | readonly string[] | null;
}

export const refuse = (message: string): AppError => new AppError('bad-input', message);

const entities: readonly Entity[] = ['metric', 'parameter', 'tag', 'attribute', 'dataset'];
const entityNames = new Map<string, Entity>([
  ...entities.map((name): [string, Entity] => [name, name]),
  ['metrics', 'metric'],
  ['parameters', 'parameter'],
  ['param', 'parameter'],
  ['params', 'parameter'],
  ['tags', 'tag'],
  ['attr', 'attribute'],
  ['attributes', 'attribute'],
  ['run', 'attribute'],
  ['datasets', 'dataset'],
]);

const attributeKeys = ['artifact_uri', 'end_time', 'run_id', 'run_name', 'start_time', 'status', 'user_id'];
const oldNumberKeys = ['created', 'Created'];
const oldNameKeys = ['run name', 'Run name', 'Run Name'];
const searchKeys: readonly string[] = [...attributeKeys, ...oldNumberKeys, ...oldNameKeys];
const orderKeys: readonly string[] = [...attributeKeys, ...oldNumberKeys];
const numberKeys: readonly string[] = ['start_time', 'end_time', ...oldNumberKeys];
const datasetKeys: readonly string[] = ['name', 'digest', 'context'];

const ofNumbers: readonly string[] = ['>', '>=', '!=', '=', '<', '<='];
const ofTexts: readonly string[] = ['=', '!=', 'LIKE', 'ILIKE', 'IS NOT NULL', 'IS NULL'];
const ofNames: readonly string[] = ['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'];

/** As Python writes a set; there the order is by chance. */
const setText = (values: readonly string[]): string => `{${values.map((value) => `'${value}'`).join(', ')}}`;

const isQuoted = (text: string, mark: string): boolean =>
  text.length >= 2 && text.startsWith(mark) && text.endsWith(mark);
const bare = (text: string, ...marks: readonly string[]): string =>
  marks.some((mark) => isQuoted(text, mark)) ? text.slice(1, -1) : text;

/** "created" and "Run name" are names from before. */
function currentKey(key: string): string {
  if (oldNumberKeys.includes(key)) return 'start_time';
  return oldNameKeys.includes(key) ? 'run_name' : key;
}

export interface Identifier {
  readonly entity: Entity;
  readonly key: string;
}

function identifier(text: string, keys: readonly string[]): Identifier {
  const point = text.indexOf('.');
  const name = bare(point < 0 ? 'attribute' : text.slice(0, point), '`');
  const entity = entityNames.get(name);
  if (!entity)
    throw refuse(
      `Invalid entity type '${name}'. Valid values are [${entities.map((e) => `'${e}'`).join(', ')}]`,
    );
  const key = bare(bare(text.slice(point + 1), "'", '"'), '`');
  if (entity === 'attribute' && !keys.includes(key))
    throw refuse(`Invalid attribute key '${key}' specified. Valid keys are '${setText(keys)}'`);
  if (entity === 'dataset' && !datasetKeys.includes(key))
    throw refuse(`Invalid dataset key '${key}' specified. Valid keys are '${setText(datasetKeys)}'`);
  return { entity, key };
}

/** What runs may be ordered by. @throws AppError 'bad-input' in MLflow's words. */
export function orderIdentifier(text: string): Identifier {
  const { entity, key } = identifier(text, orderKeys);
  if (entity === 'dataset') throw refuse(`Invalid identifier type 'dataset'`);
  return { entity, key: currentKey(key) };
}

function quoted(text: string): string {
  if (isQuoted(text, "'") || isQuoted(text, '"')) return text.slice(1, -1);
  throw refuse(
    `Parameter value is either not quoted or unidentified quote types used for string value ${text}. ` +
      'Use either single or double quotes.',
  );
}

const isText = (token: Token): boolean => token.kind === 'String.Single' || token.group === 'Identifier';
const isNumber = (token: Token): boolean => token.kind === 'Number.Integer' || token.kind === 'Number.Float';

function valueOf({ entity, key }: Identifier, token: Token): Clause['value'] {
  switch (entity) {
    case 'metric':
      if (!isNumber(token)) throw refuse(`Expected numeric value type for metric. Found ${token.value}`);
      return Number(token.value);
    case 'parameter':
    case 'tag':
      if (isText(token)) return quoted(token.value);
      throw refuse(
        `Expected a quoted string value for ${entity} (e.g. 'my-value'). Got value ${token.value}`,
      );
    case 'attribute':
      if (numberKeys.includes(key)) {
        if (isNumber(token)) return Number(token.value);
        throw refuse(`Expected numeric value type for numeric attribute: ${key}. Found ${token.value}`);
      }
      if (isText(token)) return quoted(token.value);
      if (token.group !== 'Parenthesis')
        throw refuse(`Expected a quoted string value for attributes. Got value ${token.value}`);
      if (key !== 'run_id')
        throw refuse("Only ['run_id'] attributes support comparison with a list of quoted string values.");
      return listOf(token);
    case 'dataset':
      if (isText(token)) return quoted(token.value);
      if (token.group === 'Parenthesis') return listOf(token);
      throw refuse(`Expected a quoted string value for dataset attributes. Got value ${token.value}`);
  }
}

function listOf(token: Token): readonly string[] {
  const values = parseList(token.value);
  if (values === null)
    throw refuse(
      'While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.',
    );
  if (values.length === 0)
    throw refuse(
      'While parsing a list in the query, expected a non-empty list of string values, but got empty list',
    );
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length < values.length)
    throw refuse(
      'While parsing a list in the query, expected string value, punctuation, or whitespace, ' +
        `but got different type in list: ${quotedList(values)}`,
    );
  return texts;
}

/**
 * MLflow looks at the comparators when it has read every clause, and its messages lack a quotation mark here and there.
 * @throws AppError 'bad-input' in MLflow's words.
 */
export function checkComparator({ entity, key, comparator, value }: Clause): void {
  const numeric = entity === 'metric' || (entity === 'attribute' && numberKeys.includes(key));
  const allowed = numeric ? ofNumbers : entity === 'parameter' || entity === 'tag' ? ofTexts : ofNames;
  if (allowed.includes(comparator)) {
    // Here MLflow lets the database fail.
    if (typeof value === 'object' && value !== null && !comparator.endsWith('IN'))
      throw refuse(`A list of values goes with IN or NOT IN, not with '${comparator}'`);
    return;
  }
  const named =
    entity === 'metric' ? ofNumbers : entity === 'parameter' || entity === 'tag' ? ofTexts : ofNames;
  const end = entity === 'parameter' || (entity === 'attribute' && !numeric) ? "'" : '';
  throw refuse(`Invalid comparator '${comparator}' not one of '${setText(named)}${end}`);
}

/**
 * @param tokens of a comparison, without spaces.
 * @throws AppError 'bad-input' in MLflow's words.
 */
export function clauseOf(tokens: readonly Token[]): Clause {
  const [left, middle, right] = tokens;
  const word = middle?.value.toUpperCase() ?? '';
  const alone = tokens.length === 2 && (word === 'IS NULL' || word === 'IS NOT NULL');
  if (!alone && tokens.length !== 3)
    throw refuse(`Invalid comparison clause. Expected 3 tokens found ${tokens.length}`);
  if (left?.group !== 'Identifier')
    throw refuse(`Invalid comparison clause. Expected 'Identifier' found '${left?.value ?? ''}'`);
  const named = identifier(left.value, searchKeys);
  if (alone) {
    if (named.entity !== 'tag' && named.entity !== 'parameter')
      throw refuse(
        `IS NULL / IS NOT NULL is only supported for tags and params, not for '${named.entity}' '${named.key}'`,
      );
    return { ...named, comparator: word, value: null };
  }
  const value = valueOf(named, right!);
  return { entity: named.entity, key: currentKey(named.key), comparator: word, value };
}
