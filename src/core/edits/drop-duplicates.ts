import { defineEdit } from '../edit.ts';
import { chosenColumn, columnParam } from '../edit-columns.ts';
import { refusal, rowsText, withRows } from '../edit-rows.ts';
import { mix32 } from '../random.ts';
import { isCategory, type Column } from '../table.ts';

/** Cells as numbers that are equal exactly when the cells are: values, or codes with levels of one text made one. */
function keysOf(column: Column): Float64Array | Int32Array {
  if (!isCategory(column)) return column.values;
  const first = new Map<string, number>();
  const codes = column.levels.map((level, code) => {
    if (!first.has(level)) first.set(level, code);
    return first.get(level)!;
  });
  return codes.every((code, i) => code === i) ? column.codes : column.codes.map((code) => codes[code] ?? -1);
}

/** Whole tables of two million cells and more are compared by a hash of the row first, and then cell by cell. */
function firstOfEach(columns: readonly Column[], rows: number): Int32Array {
  const keys = columns.map(keysOf);
  const hashes = new Int32Array(rows);
  const float = new Float64Array(1);
  const halves = new Int32Array(float.buffer);
  for (const key of keys)
    for (let row = 0; row < rows; row++) {
      // + 0 makes −0 and 0 one; every NaN counts as the same one.
      const value = key[row]!;
      float[0] = Number.isNaN(value) ? NaN : value + 0;
      hashes[row] = mix32(
        Math.imul(hashes[row]!, 31) ^ mix32(halves[0]! ^ Math.imul(halves[1]!, 0x9e3779b9)),
      );
    }
  const equal = (a: number, b: number): boolean =>
    keys.every((key) => key[a] === key[b] || (Number.isNaN(key[a]) && Number.isNaN(key[b])));
  // Open addressing: a place holds the first row of its kind, plus 1.
  const size = 2 ** Math.ceil(Math.log2(rows * 2 + 2));
  const places = new Int32Array(size);
  const kept = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    let place = hashes[row]! & (size - 1);
    while (
      places[place] !== 0 &&
      !(hashes[places[place]! - 1] === hashes[row] && equal(places[place]! - 1, row))
    )
      place = (place + 1) & (size - 1);
    if (places[place] !== 0) continue;
    places[place] = row + 1;
    kept[count++] = row;
  }
  return kept.slice(0, count);
}

export default defineEdit({
  id: 'drop-duplicates',
  label: 'Drop duplicates',
  about: 'Keeps the first of rows that are the same in every column, or in one.',
  group: 'rows',
  picks: 'no',
  needsOther: false,
  params: {
    column: columnParam(
      'Same in',
      'Rows with the same value there are duplicates. Empty: the same in every column.',
    ),
  },
  apply(input) {
    const { table, params } = input;
    const name = params['column'];
    const columns = name === '' ? table.columns : [chosenColumn(table, name)];
    const kept = firstOfEach(columns, table.rows);
    const dropped = table.rows - kept.length;
    const what = name === '' ? 'in every column' : `in ${columns[0]!.name}`;
    if (dropped === 0) throw refusal(`No two rows are the same ${what}.`);
    return withRows(input, kept, `dropped ${rowsText(dropped)} that repeat an earlier one ${what}`);
  },
});
