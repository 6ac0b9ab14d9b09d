import { defineModelTest } from '../model-test-kind.ts';
import { preprocessors } from '../preprocessing/index.ts';
import type { FittedInput } from '../recipe-plan.ts';
import { columnsOf } from '../recipe-plan.ts';
import type { ColumnKind, Table } from '../table.ts';

const numeric: readonly ColumnKind[] = ['number', 'integer', 'boolean'];

/**
 * Kinds that an input can be made of: for sums of rows numbers, else what all of its first steps are for, up to the one that makes
 * something else of the column.
 */
function kindsFor({ source, steps }: FittedInput): readonly ColumnKind[] {
  if (source.from === 'rolling-mean' || source.from === 'product') return numeric;
  let kinds: readonly ColumnKind[] | null = null;
  for (const { step } of steps) {
    const own: readonly ColumnKind[] = preprocessors.has(step) ? preprocessors.get(step).kinds : [];
    const both: readonly ColumnKind[] = kinds === null ? own : kinds.filter((kind) => own.includes(kind));
    if (both.length === 0) break;
    kinds = both;
  }
  return kinds ?? numeric;
}

/** What is wrong with the columns that an input reads. */
function faultsOf(input: FittedInput, table: Table): string[] {
  const { source } = input;
  const group = source.from === 'lag' || source.from === 'rolling-mean' ? source.group : null;
  return columnsOf(source).flatMap((name) => {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (!column) return [`"${name}" is missing`];
    const kinds = kindsFor(input);
    if (name === group || kinds.includes(column.kind)) return [];
    return [`"${name}" holds values of kind ${column.kind}, not ${kinds.join(' or ')}`];
  });
}

export default defineModelTest({
  id: 'schema',
  label: 'Schema',
  about:
    'Every column that the version reads is in the data, and of a kind that its preparation can work with.',
  tasks: ['binary', 'multiclass', 'regression'],
  params: {},
  run({ model: { recipe, architecture }, table }) {
    const faults = [...new Set(recipe.inputs.flatMap((input) => faultsOf(input, table)))];
    if (recipe.outputs.length !== architecture.inputs)
      faults.push(
        `the preparation gives ${recipe.outputs.length} numbers a row, the network takes ${architecture.inputs}`,
      );
    const { length } = recipe.features;
    return {
      passed: faults.length === 0,
      words:
        faults.length === 0
          ? `All ${length} columns that the version reads are there and of the right kind.`
          : `${faults.length} ${faults.length === 1 ? 'thing does' : 'things do'} not fit: ${faults.join('; ')}.`,
      observed: faults.length,
      limit: 0,
      rows: [],
    };
  },
});
