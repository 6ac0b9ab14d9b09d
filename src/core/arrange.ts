// A scenario's rows in the order in which the stream brings them.

import type { Dataset, Scenario } from './define.ts';
import { defaults, problems } from './params.ts';
import { Random } from './random.ts';
import { columnOf, isCategory, takeRows, type Table } from './table.ts';

/**
 * The file's own order, or group after group as the scenario names them: each group's rows in an order drawn from
 * `seed`, rows of other groups (or of none) left out.
 * @throws RangeError when the grouping column is missing, not a category, or has no such group.
 */
export function arrangeTable(table: Table, scenario: Scenario, seed: number): Table {
  const { arrange } = scenario;
  if (arrange.by === 'file') return table;
  const column = columnOf(table, arrange.column);
  if (!isCategory(column)) throw new RangeError(`"${arrange.column}" is not a column of categories.`);
  const random = new Random(seed);
  const rows = arrange.groups.flatMap((group) => {
    const code = column.levels.indexOf(group);
    const members: number[] = [];
    column.codes.forEach((candidate, row) => {
      if (candidate === code) members.push(row);
    });
    if (code < 0 || members.length === 0)
      throw new RangeError(`No row has the ${arrange.column} "${group}".`);
    return random.stream(`arrange ${group}`).shuffle(members);
  });
  return takeRows(table, rows);
}

/**
 * The rows of a generator's scenario; the same seed gives the same rows.
 * @throws RangeError when the data set is not a generator, the scenario does not say what to generate, or a parameter
 * does not fit its description.
 */
export function generateTable(dataset: Dataset, scenario: Scenario, seed: number): Table {
  const { content } = dataset;
  const { generate } = scenario;
  if (content.from !== 'generator' || !generate)
    throw new RangeError(`Scenario "${scenario.id}" does not generate its rows.`);
  const params = { ...defaults(content.params), ...generate.params };
  const problem = Object.values(problems(content.params, params))[0];
  if (problem) throw new RangeError(problem);
  return content.make(generate.rows, new Random(seed).stream('generate'), params, generate.drift);
}
