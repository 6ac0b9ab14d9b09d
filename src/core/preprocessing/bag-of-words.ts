import { definePreprocessor } from '../define.ts';
import { numberOf } from '../params.ts';
import { isCategory } from '../table.ts';
import type { CategoryColumn, Column, NumberColumn } from '../table.ts';
import { figuresOf, placesOf, textsOf } from './parts/level-cells.ts';

/**
 * Words of a text, lower-cased: the longest runs of two or more letters, digits and underscores of any script, which is
 * scikit-learn's token pattern \b\w\w+\b. Apostrophes and hyphens part words; one-letter words are left out; scripts
 * that are written without spaces are one word from mark to mark.
 */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [];

function textColumn(column: Column): CategoryColumn {
  if (!isCategory(column)) throw new RangeError(`"${column.name}" holds numbers, not texts.`);
  return column;
}

/** Words of each text that occurs, with how many rows have the text. */
function textsWithRows({ codes, levels }: CategoryColumn): { words: string[]; rows: number }[] {
  const rows = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) rows[code]!++;
  return levels.flatMap((text, code) =>
    rows[code]! > 0 ? [{ words: wordsOf(text), rows: rows[code]! }] : [],
  );
}

/**
 * scikit-learn's CountVectorizer(max_features, binary) and TfidfVectorizer (smooth_idf, l2): a column per word, in code-unit
 * order. Kept are the words that occur most often in the training rows; of equally frequent ones the first by name. A missing
 * text, like one without any of the words, is 0 in all columns.
 */
export default definePreprocessor({
  id: 'bag-of-words',
  label: 'Bag of words',
  about: 'Counts the most frequent words of short texts: a column per word, without their order.',
  group: 'text',
  kinds: ['category'],
  params: {
    words: {
      type: 'integer',
      label: 'Words',
      help: 'How many of the most frequent words are kept.',
      min: 1,
      max: 1000,
      default: 50,
    },
    weights: {
      type: 'choice',
      label: 'Each word counts',
      help: 'Rare words say more: tf-idf weighs them more and makes texts equally long.',
      options: [
        { value: 'tf-idf', label: 'By how rare it is (tf-idf)' },
        { value: 'counts', label: 'As often as it occurs' },
        { value: 'binary', label: 'Once' },
      ],
      default: 'tf-idf',
    },
  },
  fit(column, params) {
    const texts = textColumn(column);
    const uses = new Map<string, { times: number; rows: number }>();
    for (const { words, rows } of textsWithRows(texts)) {
      const inText = new Set<string>();
      for (const word of words) {
        const use = uses.get(word) ?? { times: 0, rows: 0 };
        uses.set(word, { times: use.times + rows, rows: use.rows + (inText.has(word) ? 0 : rows) });
        inText.add(word);
      }
    }
    const words = [...uses.entries()]
      .sort(([a, x], [b, y]) => y.times - x.times || (a < b ? -1 : 1))
      .slice(0, numberOf(params, 'words'))
      .map(([word]) => word)
      .sort((a, b) => (a < b ? -1 : 1));
    const idf = words.map((word) => Math.log((1 + texts.codes.length) / (1 + uses.get(word)!.rows)) + 1);
    return { words, idf, weights: String(params.weights) };
  },
  apply(column, fitted) {
    const { name, codes, levels } = textColumn(column);
    const words = textsOf(fitted.words);
    const idf = figuresOf(fitted.idf);
    const place = placesOf(words);
    const columns = words.map((word): NumberColumn => ({
      name: `${name}: ${word}`,
      kind: 'number',
      values: new Float64Array(codes.length),
    }));
    // Worked out once per text, and only for texts that are asked for: a dictionary may be long and one row wanted.
    const byCode = new Map<number, [number, number][]>();
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!;
      if (code < 0) continue;
      let weights = byCode.get(code);
      if (!weights) byCode.set(code, (weights = weigh(levels[code]!, place, idf, String(fitted.weights))));
      for (const [at, weight] of weights) columns[at]!.values[row] = weight;
    }
    return columns;
  },
});

/** Place and weight of each known word of a text. */
function weigh(
  text: string,
  place: ReadonlyMap<string, number>,
  idf: readonly number[],
  by: string,
): [number, number][] {
  const counts = new Map<number, number>();
  for (const word of wordsOf(text)) {
    const at = place.get(word);
    if (at !== undefined) counts.set(at, by === 'binary' ? 1 : (counts.get(at) ?? 0) + 1);
  }
  const weights = [...counts].sort(([a], [b]) => a - b);
  if (by !== 'tf-idf') return weights;
  let squares = 0;
  for (const entry of weights) {
    entry[1] *= idf[entry[0]]!;
    squares += entry[1] ** 2;
  }
  const length = Math.sqrt(squares);
  return weights.map(([at, weight]) => [at, weight / length]);
}
