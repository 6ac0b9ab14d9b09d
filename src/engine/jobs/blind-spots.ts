import { fewestRows, findBlindSpots } from '../../core/blind-spots/find.ts';
import { madeUpWorld, type World } from '../../core/blind-spots/world.ts';
import { AppError } from '../../core/errors.ts';
import { Random } from '../../core/random.ts';
import type { ModelPackage } from '../../core/records.ts';
import { scoreRows } from '../../core/scoring.ts';
import { takeRows } from '../../core/table.ts';
import { inSteps } from '../stepping.ts';
import { checkRows, type LoadedTable } from '../tables.ts';
import type { Job } from './context.ts';

/** More rows make nothing clearer, only slower. */
const mostRows = 6000;

function ownWorld(loaded: LoadedTable, rows: Int32Array, model: ModelPackage, seed: number): World {
  const places = new Random(seed)
    .stream('blind spot rows')
    .shuffle(rows.filter((row) => !Number.isNaN(loaded.truth[row]!)))
    .subarray(0, mostRows);
  if (places.length < fewestRows)
    throw new AppError(
      'bad-input',
      `There are ${places.length} rows with known answers, and ${fewestRows} are needed.`,
    );
  return {
    table: takeRows(loaded.table, places),
    truth: Float64Array.from(places, (row) => loaded.truth[row]!),
    features: model.recipe.features,
    task: loaded.task,
    answer: (table) =>
      scoreRows(
        model,
        table,
        Int32Array.from({ length: table.rows }, (_, i) => i),
      ),
  };
}

/** Tries every measure and detector on every kind of change. */
export const blindSpots: Job<'blindSpots'> = async (request, { tables, controls, report }) => {
  const { digest, rows, model, seed } = request;
  const loaded = tables.get(digest);
  if (rows) checkRows(loaded, rows);
  const world = rows
    ? ownWorld(loaded, rows, model, seed)
    : madeUpWorld(new Random(seed).stream('made up rows'));
  return inSteps(findBlindSpots(world, seed), controls, report);
};
