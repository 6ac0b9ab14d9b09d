// What the cells of a column make of it. The catalogue's rows on cells: C28, C29, C30, C36, C38.

import { describe, expect, test } from 'vitest';
import { cellsOf, guess, plain, read, refused, shownTable, told, type Cell } from './reading.ts';

/** One column below the name, with a second so that empty cells make no empty lines. */
const column = (cells: readonly string[], name = 'x'): string =>
  `${name},other\n${cells.map((cell) => `${cell},w\n`).join('')}`;

async function kindAndCells(cells: readonly string[], name = 'x'): Promise<[string, Cell[]]> {
  const result = await read(column(cells, name), { dialect: undecided });
  return [result.kinds[0]!, cellsOf(result.table.columns[0]!)];
}

/** The decimal mark is left to the page. */
const undecided = { ...plain, decimal: undefined };

const day = (text: string): number => Date.parse(`${text}T00:00Z`);

describe('kinds of columns', () => {
  test.each<[string, string[], string, Cell[]]>([
    ['whole numbers', ['1', '-2', '0', '1e3'], 'integer', [1, -2, 0, 1000]],
    ['numbers', ['1', '2.5', '.5'], 'number', [1, 2.5, 0.5]],
    [
      'missing cells',
      ['1', '', 'NA', 'N/A', 'NaN', 'null', 'None', '-', '?', '#N/A', '2'],
      'integer',
      [1, ...Array<null>(9).fill(null), 2],
    ],
    ['no missing cells in another case', ['Na', 'none', 'NONE'], 'category', ['Na', 'none', 'NONE']],
    ['true and false', ['true', 'False', 'TRUE', ''], 'boolean', [1, 0, 1, null]],
    ['only true', ['true', 'true'], 'boolean', [1, 1]],
    ['yes and no', ['Yes', 'no'], 'category', ['Yes', 'no']],
    ['t and f', ['t', 'f', 'F'], 'category', ['t', 'f', 'F']],
    ['true and yes', ['true', 'yes'], 'category', ['true', 'yes']],
    ['t alone', ['t', 't'], 'category', ['t', 't']],
    ['0 and 1', ['0', '1'], 'integer', [0, 1]],
    ['yes, no and perhaps', ['yes', 'no', 'perhaps'], 'category', ['yes', 'no', 'perhaps']],
    ['C28: leading zeros', ['007', '012'], 'category', ['007', '012']],
    ['C28: one leading zero', ['7', '012'], 'category', ['7', '012']],
    [
      'C28: long identifiers',
      ['1234567890123456', '1234567890123457'],
      'category',
      ['1234567890123456', '1234567890123457'],
    ],
    ['C28: hexadecimal', ['0x1F', '0x20'], 'category', ['0x1F', '0x20']],
    ['C28: underscores', ['1_000', '2_000'], 'category', ['1_000', '2_000']],
    ['C28: infinite', ['1', '1e400', 'Infinity', '-inf'], 'integer', [1, null, null, null]],
    ['C28: minus zero', ['-0', '1'], 'integer', [-0, 1]],
    ['1e308', ['1e308', '-1e308'], 'integer', [1e308, -1e308]],
    [
      'C28: thousands that might be decimals',
      ['"1,234"', '"2,500"', '3'],
      'category',
      ['1,234', '2,500', '3'],
    ],
    ['C28: thousands', ['"1,234,567"', '12', '"2,500"'], 'integer', [1234567, 12, 2500]],
    ['C28: thousands beside a decimal mark', ['"1,234.5"', '12'], 'number', [1234.5, 12]],
    [
      'C28: thousands in quotes, all of them',
      ['"1,234,567"', '"2,500,000"'],
      'category',
      ['1,234,567', '2,500,000'],
    ],
    ['C28: some with and some without marks', ['"1,234,567"', '2500'], 'category', ['1,234,567', '2500']],
    ['thousands by spaces', ['1 234', '12'], 'integer', [1234, 12]],
    ['decimal commas', ['"1,5"', '"2,25"'], 'number', [1.5, 2.25]],
    [
      'dates',
      ['2021-01-02', '2021/01/03', '', '2021-01-04T00:00Z'],
      'time',
      [day('2021-01-02'), day('2021-01-03'), null, day('2021-01-04')],
    ],
    ['C30: days above 12', ['1/2/2021', '13/2/2021'], 'time', [day('2021-02-01'), day('2021-02-13')]],
    ['C30: months first', ['1/2/2021', '2/13/2021'], 'time', [day('2021-01-02'), day('2021-02-13')]],
    ['C30: either order', ['1/2/2021', '3/4/2021'], 'category', ['1/2/2021', '3/4/2021']],
    ['C30: both orders', ['13/2/2021', '2/13/2021'], 'category', ['13/2/2021', '2/13/2021']],
    ['C30: dates and others', ['2021-01-02', '13/2/2021'], 'category', ['2021-01-02', '13/2/2021']],
    ['C36: one value', ['5', '5', '5'], 'integer', [5, 5, 5]],
    ['C36: nothing', ['', 'NA', ''], 'number', [null, null, null]],
    ['C36: one row', ['a'], 'category', ['a']],
    [
      'C38: any text',
      ['<b>x</b>', '\u202ex', '\u200b', '=1+1'],
      'category',
      ['<b>x</b>', '\u202ex', '\u200b', '=1+1'],
    ],
  ])('%s', async (_, cells, kind, values) => expect(await kindAndCells(cells)).toEqual([kind, values]));

  test('names of rows', async () => {
    const numbers = Array.from({ length: 12 }, (_, i) => String(i * 2 + 1));
    expect((await kindAndCells(numbers, 'PassengerId'))[0]).toBe('identifier');
    expect((await kindAndCells(numbers, 'index'))[0]).toBe('identifier');
    expect((await kindAndCells(numbers, 'user_id'))[0]).toBe('identifier');
    expect((await kindAndCells(numbers, 'passengers'))[0]).toBe('integer');
    expect((await kindAndCells(numbers, 'day_index'))[0]).toBe('integer');
    expect((await kindAndCells(numbers, 'paid'))[0]).toBe('integer');
    expect((await kindAndCells(numbers.slice(0, 9), 'id'))[0]).toBe('integer');
    expect((await kindAndCells([...numbers, '3'], 'id'))[0]).toBe('integer');
    expect((await kindAndCells([...numbers, ''], 'id'))[0]).toBe('integer');
    const [kind, cells] = await kindAndCells(
      Array.from({ length: 12 }, (_, i) => String(i)),
      '',
    );
    expect([kind, cells[11]]).toEqual(['identifier', '11']);
    const codes = Array.from({ length: 12 }, (_, i) => `A${i}-${i * i}`);
    expect((await kindAndCells(codes))[0]).toBe('identifier');
    expect((await kindAndCells([...codes, ...codes]))[0]).toBe('category');
  });

  test('prose', async () => {
    const prose = Array.from({ length: 12 }, (_, i) => `the ${i}th remark of many words`);
    expect((await kindAndCells(prose))[0]).toBe('text');
    const repeated = [...prose, ...prose, ...prose];
    expect((await kindAndCells(repeated))[0]).toBe('text');
    expect((await kindAndCells([...repeated, ...repeated]))[0]).toBe('category');
    const answers = Array.from({ length: 1000 }, (_, i) => `we came ${i % 51} times`);
    expect((await kindAndCells(answers))[0]).toBe('text');
    expect((await kindAndCells(answers.map((each) => each.replace('50', '49'))))[0]).toBe('category');
    expect((await kindAndCells(answers.map((each) => each.replaceAll(' ', '-'))))[0]).toBe('category');
    expect((await kindAndCells(prose.slice(0, 4)))[0]).toBe('text');
    expect((await kindAndCells(prose.slice(0, 3)))[0]).toBe('category');
    expect((await kindAndCells([...prose.slice(0, 3), prose[0]!]))[0]).toBe('category');
  });
});

describe('what is told', () => {
  const problems = async (cells: readonly string[]): Promise<string[]> =>
    told(await read(column(cells), { dialect: undecided }));

  test('spellings of missing cells, each with its count', async () => {
    expect(await problems(['1', 'NA', '?', 'NA', ''])).toEqual([
      'note 3 x ×2: "NA" counts as missing.',
      'note 4 x ×1: "?" counts as missing.',
    ]);
  });

  test('C29: what keeps a column from being numbers', async () => {
    expect(await problems(['1', '2', 'abc', '3', 'n.b.', 'abc'])).toEqual([
      'warning 4 x ×3: Read as texts, because 3 of 6 cells are no numbers: "abc" in line 4, "n.b." in line 6.',
    ]);
    expect(await problems(['a', 'b', 'c', '1'])).toEqual([]);
    expect((await problems(['2021-01-02', '2021-01-03', 'soon']))[0]).toMatch(
      /1 of 3 cells are no dates: "soon" in line 4/,
    );
  });

  test('numbers too large', async () => {
    expect(await problems(['1', '1e999', 'inf'])).toEqual([
      'warning 3 x ×2: Infinite or too large for a number: counts as missing.',
    ]);
  });

  test('doubts', async () => {
    expect((await problems(['"1,234"', '5']))[0]).toMatch(
      /^warning 2 x .*thousands or decimals, such as "1,234"/,
    );
    expect((await problems(['"1,234,567"', '"1,234,567"']))[0]).toMatch(/texts in quotes/);
    const commas = await read(column(['"1,5"', '"2,25"']), { dialect: plain });
    expect(told(commas)[0]).toMatch(/another decimal mark, such as "1,5"/);
    expect((await problems(['1/2/2021', '3/4/2021']))[0]).toMatch(
      /day and month could be either, such as "1\/2\/2021"/,
    );
    expect((await problems(['13/2/2021', '2/13/2021']))[0]).toMatch(/some with the month first/);
    expect((await problems(['"1"', '"2"']))[0]).toMatch(/^note 2 x ×2: Numbers in quotes/);
  });

  test('a guess about dates only where there are some', async () => {
    const open = await read(column(['1/2/2021', '3/4/2021']), { dialect: plain });
    expect(guess(open, 'dates')).toMatchObject({ sure: false, alternatives: ['day-first', 'month-first'] });
    const proven = await read(column(['1/2/2021', '23/4/2021']), { dialect: plain });
    expect(guess(proven, 'dates')).toMatchObject({ value: 'day-first', sure: true });
    const none = await read(column(['2021-01-02']), { dialect: plain });
    expect(none.guesses.some(({ about }) => about === 'dates')).toBe(false);
  });
});

describe('quotes', () => {
  test('only around texts that would be something else: they mean a text', async () => {
    const result = await read('a,b,c,d\n"1","NA",x,\n"2","",y,5\n', { dialect: plain });
    expect(shownTable(result)).toEqual([
      ['a', 'category', ['1', '2']],
      ['b', 'category', ['NA', '']],
      ['c', 'category', ['x', 'y']],
      ['d', 'integer', [null, 5]],
    ]);
  });

  test('out of habit, around words too: they mean nothing', async () => {
    for (const text of ['"a","b"\n"1","NA"\n"2","x"\n', 'a,b\n"1","NA"\n"2","x"\n'])
      expect(shownTable(await read(text, { dialect: plain }))).toEqual([
        ['a', 'integer', [1, 2]],
        ['b', 'category', [null, 'x']],
      ]);
  });

  test('the habit may show in the last row only', async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => `${i % 3 ? i : `"${i}"`},${i % 7}\n`).join('');
    const spoken = await read(`a,b\n${many}`, { dialect: plain });
    expect(spoken.kinds).toEqual(['identifier', 'integer']);
    expect(told(spoken).join()).toMatch(/Numbers in quotes/);
    const habit = await read(`a,b\n${many}5,"x"\n`, { dialect: plain });
    expect(habit.kinds).toEqual(['integer', 'category']);
  });

  test('a number in needless quotes after many bare ones makes texts of all', async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => `${i}.50`);
    const result = await read(column([...many, '"7.5"']), { dialect: plain });
    expect(cellsOf(result.table.columns[0]!)).toEqual([...many, '7.5']);
    expect(told(result).join('\n')).toMatch(/^note 12002 x .*Numbers in quotes .*not need, such as "7.5"/m);
  });

  test('an empty cell in quotes among numbers is missing', async () => {
    expect(await kindAndCells(['1', '""', '3'])).toEqual(['integer', [1, null, 3]]);
    expect(await kindAndCells(['""', '""'])).toEqual(['category', ['', '']]);
  });
});

describe('columns with many values', () => {
  const many = 12_000;
  const numbers = Array.from({ length: many }, (_, i) => `${i}.5`);

  test.each([
    ['a word', 'abc', 'no numbers'],
    ['an identifier', '007', 'no numbers'],
    ['a date', '2021-01-01', 'no numbers'],
  ])('C29: %s in the last row of numbers makes texts of all, exactly as they stand', async (_, odd, why) => {
    const result = await read(column([...numbers, odd, '1.50']), { dialect: plain });
    expect(cellsOf(result.table.columns[0]!)).toEqual([...numbers, odd, '1.50']);
    expect(result.problems[0]).toMatchObject({ severity: 'warning', line: many + 2, column: 'x', count: 1 });
    expect(result.problems[0]!.text).toContain(`1 of 12,002 cells are ${why}: "${odd}" in line 12002`);
  });

  test('a number written otherwise is only seen at the end', async () => {
    const marked = Array.from(
      { length: many },
      (_, i) => `"${((i + 1) * 1_000_000).toLocaleString('en-US')}"`,
    );
    const same = await read(column([...marked, '12']), { dialect: plain });
    expect(same.kinds[0]).toBe('integer');
    expect(cellsOf(same.table.columns[0]!).slice(-2)).toEqual([many * 1_000_000, 12]);
    const other = await read(column([...marked, '12', '1234']), { dialect: plain });
    expect(other.kinds[0]).not.toBe('integer');
    expect(cellsOf(other.table.columns[0]!).at(-1)).toBe('1234');
  });

  test('missing and infinite cells are counted as in short columns', async () => {
    const result = await read(column(['NA', ...numbers, 'NA', '', '1e999', '?']), { dialect: plain });
    expect(result.kinds[0]).toBe('number');
    expect(told(result)).toEqual([
      `warning ${many + 5} x ×1: Infinite or too large for a number: counts as missing.`,
      'note 2 x ×2: "NA" counts as missing.',
      `note ${many + 6} x ×1: "?" counts as missing.`,
    ]);
  });

  test('times, proven d/m/y dates, and identifiers', async () => {
    const times = Array.from({ length: many }, (_, i) => new Date(1.6e12 + i * 60_000).toISOString());
    const result = await read(column(times), { dialect: plain });
    expect([result.kinds[0], cellsOf(result.table.columns[0]!)[many - 1]]).toEqual([
      'time',
      1.6e12 + (many - 1) * 60_000,
    ]);
    const dates = Array.from({ length: many }, (_, i) => {
      const date = new Date(i * 86_400_000).toISOString();
      return `${date.slice(8, 10)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;
    });
    const dated = await read(column(dates), { dialect: plain });
    expect([dated.kinds[0], cellsOf(dated.table.columns[0]!)[many - 1]]).toEqual([
      'time',
      (many - 1) * 86_400_000,
    ]);
    const ids = await read(
      column(
        Array.from({ length: many }, (_, i) => String(i)),
        'id',
      ),
      { dialect: plain },
    );
    expect([ids.kinds[0], cellsOf(ids.table.columns[0]!)[many - 1]]).toEqual([
      'identifier',
      String(many - 1),
    ]);
  });

  test('too many texts after all: says why', { timeout: 60_000 }, async () => {
    const text = `x\n${Array.from({ length: 1_250_000 }, (_, i) => `${i}.5\n`).join('')}abc\n`;
    expect(await refused(text, { dialect: plain })).toMatch(
      /"x" has more than 1,200,000 different texts .* begins like numbers or dates.*Choose its kind/,
    );
    const chosen = await read(text, { dialect: plain, kinds: { 0: 'number' } });
    expect(told(chosen)).toEqual([
      'warning 1250002 x ×1: Not of the chosen kind number ("abc"): count as missing.',
    ]);
  });
});

describe('choices', () => {
  const chosen = async (
    cells: readonly string[],
    kind: 'number' | 'integer' | 'time' | 'boolean' | 'category' | 'text' | 'identifier',
  ) => {
    const result = await read(column(cells), { dialect: plain, kinds: { 0: kind } });
    return { kind: result.kinds[0], cells: cellsOf(result.table.columns[0]!), told: told(result) };
  };

  test('cells that do not fit a chosen kind are missing, counted, with their first line', async () => {
    expect(await chosen(['1', 'x', '2', 'y', 'x'], 'number')).toEqual({
      kind: 'number',
      cells: [1, null, 2, null, null],
      told: ['warning 3 x ×3: Not of the chosen kind number ("x", "y"): count as missing.'],
    });
    expect((await chosen(['1', '2.5'], 'integer')).cells).toEqual([1, null]);
    expect((await chosen(['2021-01-02', '1/2/2021'], 'time')).cells).toEqual([day('2021-01-02'), null]);
    expect(await chosen(['0', '1', '2'], 'boolean')).toMatchObject({ kind: 'boolean', cells: [0, 1, null] });
    expect((await chosen(['yes', 'no', 'maybe'], 'boolean')).cells).toEqual([1, 0, null]);
    expect((await chosen(['"1"', '"2"'], 'number')).cells).toEqual([1, 2]);
    expect((await chosen(['"1,234,567"', '"2,000,000"'], 'number')).cells).toEqual([1234567, 2000000]);
  });

  test('texts of numbers stay as they stand', async () => {
    for (const kind of ['category', 'text', 'identifier'] as const)
      expect(await chosen(['1', '1.0', 'NA', '007'], kind)).toMatchObject({
        kind,
        cells: ['1', '1.0', 'NA', '007'],
      });
  });

  test('the order of dates', async () => {
    for (const [dates, value] of [
      ['day-first', day('2021-02-01')],
      ['month-first', day('2021-01-02')],
    ] as const) {
      const result = await read(column(['1/2/2021', '2021-01-05']), { dialect: { ...plain, dates } });
      expect(shownTable(result)[0]).toEqual(['x', 'time', [value, day('2021-01-05')]]);
      expect(result.dialect?.dates).toBe(dates);
    }
    const wrong = await read(column(['1/2/2021', '1/3/2021', '1/13/2021']), {
      dialect: { ...plain, dates: 'day-first' },
    });
    expect(wrong.kinds[0]).toBe('category');
    expect(told(wrong)[0]).toMatch(/1 of 3 cells are no dates: "1\/13\/2021" in line 4/);
  });

  test('the decimal mark', async () => {
    const result = await read(column(['"1,234"', '"2,5"']), { dialect: { ...plain, decimal: ',' } });
    expect(shownTable(result)[0]).toEqual(['x', 'number', [1.234, 2.5]]);
    const thousands = await read(column(['"1,234"', '5']), { dialect: plain });
    expect(shownTable(thousands)[0]).toEqual(['x', 'integer', [1234, 5]]);
    // Proven by another column.
    const proven = await read('x,y\n"1,234",0.5\n5,1.5\n6,2.5\n', { dialect: undecided });
    expect(shownTable(proven)[0]).toEqual(['x', 'integer', [1234, 5, 6]]);
    // Two cells prove it for themselves, not for others.
    const unproven = await read('x,y\n"1,234",0.5\n5,1.5\n', { dialect: undecided });
    expect(shownTable(unproven)[0]).toEqual(['x', 'category', ['1,234', '5']]);
    expect(guess(unproven, 'decimal')).toMatchObject({ sure: false, alternatives: [','] });
  });
});
