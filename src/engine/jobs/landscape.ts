import {
  explained,
  frameOf,
  longestMove,
  parameterSlice,
  pointOf,
  projected,
  randomSlice,
  trailSlice,
} from '../../core/landscape.ts';
import type { Slice } from '../../core/landscape.ts';
import { readDescent } from '../../core/landscape-finding.ts';
import { optimizerStep } from '../../core/optimizer-step.ts';
import { batchOf } from '../looking/batch.ts';
import { costOf } from '../looking/cost.ts';
import { lossOver } from '../looking/mean-loss.ts';
import { sampleOf } from '../looking/surface.ts';
import { Pacer } from '../pacing.ts';
import { prepare } from '../preparation.ts';
import type { Jobs } from '../protocol.ts';
import type { TrainerSetup } from '../trainers/trainer.ts';
import type { Job, JobContext } from './context.ts';
import { setupGoneOn, stateFrom } from './walk.ts';

/** Points of a trail at most, and numbers in all of them. */
const [mostPoints, mostNumbers] = [60, 2e7];
const sides = { coarse: 25, fine: 41 } as const;
/** Multiply-adds of all forward passes of a map, about: some seconds. */
const budget = 3e9;
const [fewestRows, mostRows] = [24, 512];
/**
 * The map shows a trail until its loss is so many times what it began with: behind that there would be nothing else to see. But it
 * shows the first move at least, so that a way which leaves at once is seen to leave.
 */
const [leaves, fewestPoints] = [10, 2];

interface Trail {
  readonly steps: number[];
  readonly points: Float64Array[];
}

/** The descent, a point every so many steps: an odd number, so that going to and fro can't hide between two points. */
async function descend(
  setup: TrainerSetup,
  request: Jobs['landscape']['request'],
  context: JobContext<'landscape'>,
  total: number,
): Promise<Trail> {
  const { weights, optimizer, step: first } = stateFrom(setup, request.from);
  const points = Math.max(5, Math.min(mostPoints, Math.floor(mostNumbers / weights.length)));
  const every = 2 * Math.floor(Math.ceil(request.steps / points) / 2) + 1;
  const trail: Trail = { steps: [0], points: [weights.slice()] };
  const pacer = new Pacer();
  for (let taken = 1; taken <= request.steps; taken++) {
    await pacer.breathe();
    await context.controls.obey();
    const step = first + taken - 1;
    optimizerStep(weights, optimizer, batchOf(setup, weights, step).gradient, setup.learning, step);
    const finite = weights.every(Number.isFinite);
    if (taken % every === 0 || taken === request.steps || !finite) {
      trail.steps.push(taken);
      trail.points.push(weights.slice());
    }
    context.report({ done: taken, total });
    if (!finite) break;
  }
  return trail;
}

/** The move from `end` to `next`, no longer than the one from `start` to `end`. */
function cutMove(start: Float64Array, end: Float64Array, next: Float64Array): Float64Array {
  const lengthTo = (to: Float64Array) =>
    Math.sqrt(to.reduce((sum, value, i) => sum + (value - end[i]!) ** 2, 0));
  const share = Math.min(1, lengthTo(start) / (lengthTo(next) || 1));
  return next.map((value, i) => end[i]! + share * (value - end[i]!));
}

function sliceOf(
  request: Jobs['landscape']['request'],
  { architecture }: TrainerSetup,
  shown: readonly Float64Array[],
  next: Float64Array | undefined,
): Slice {
  const end = shown.at(-1)!;
  const { slice, seed } = request;
  if (!('parameters' in slice)) {
    if (slice.kind === 'random') return randomSlice(end, architecture, seed);
    // One move has one direction; the second one is where the next move turns to, whatever its length.
    const turn = shown.length === fewestPoints && next ? [cutMove(shown[0]!, end, next)] : [];
    return trailSlice([...turn, ...shown]);
  }
  // Where nothing else moves, coordinates are the parameters' own values.
  const along = parameterSlice(end, slice.parameters);
  const origin = end.slice();
  for (const index of slice.parameters) origin[index] = 0;
  return { ...along, origin };
}

/**
 * Trains some steps from the given weights, and maps the loss on a slice through where they led.
 * @throws AppError `bad-input`, `aborted`.
 */
export const landscape: Job<'landscape'> = async (request, context) => {
  const loaded = context.tables.get(request.digest);
  const setup = setupGoneOn(request.training, loaded, prepare(request.training, loaded), request.from);
  const cost = Math.max(1, costOf(setup.architecture));
  const side = cost * fewestRows * sides.fine ** 2 <= budget ? sides.fine : sides.coarse;
  const affordable = Math.floor(budget / (cost * side * side));
  const wanted = Math.max(fewestRows, Math.min(mostRows, affordable));
  const rows = sampleOf(setup.data.rows, wanted, request.seed, 'landscape');
  const lossAt = lossOver(setup, rows);
  const total = request.steps + side;
  const trail = await descend(setup, request, context, total);
  const losses = Float64Array.from(trail.points, lossAt);
  const limit = leaves * Math.max(losses[0]!, 1e-9);
  const beyond = losses.findIndex((loss) => !(loss <= limit));
  const finite = trail.points.filter((point) => point.every(Number.isFinite));
  const shown = finite.slice(0, beyond < 0 ? undefined : Math.max(fewestPoints, beyond));
  const slice = sliceOf(request, setup, shown, finite[shown.length]);
  const { from, to } = frameOf(projected(slice, shown));
  const map = new Float64Array(side * side);
  const pacer = new Pacer();
  const at = (axis: 0 | 1, index: number) => from[axis] + ((to[axis] - from[axis]) * index) / (side - 1);
  for (let iy = 0; iy < side; iy++) {
    for (let ix = 0; ix < side; ix++) {
      await pacer.breathe();
      map[iy * side + ix] = lossAt(pointOf(slice, at(0, ix), at(1, iy)));
    }
    await context.controls.obey();
    context.report({ done: request.steps + iy + 1, total });
  }
  const longest = longestMove(shown);
  const ways = projected(trailSlice(shown), trail.points);
  return {
    slice: request.slice.kind,
    parameters: 'parameters' in request.slice ? request.slice.parameters : null,
    from,
    to,
    side,
    losses: map,
    rows: rows.length,
    trail: { steps: Int32Array.from(trail.steps), at: projected(slice, trail.points), losses },
    shownTo: trail.steps[shown.length - 1]!,
    explained: explained(slice, shown),
    longest: { step: trail.steps[longest.place]!, share: longest.share },
    descent: readDescent(trail.steps, losses, ways, map),
  };
};
