// A model's settings as layers: the network that they make of so many inputs, or why they make none.

import type { Task } from '../../../core/define.ts';
import { describeArchitecture } from '../../../core/describe-architecture.ts';
import type { ArchitectureDescription } from '../../../core/describe-architecture.ts';
import { parseLayers } from '../../../core/layer-notation.ts';
import { buildLayers, planOf } from '../../../core/layer-plan.ts';
import type { LayerPlan, PlanProblem } from '../../../core/layer-plan.ts';
import { modelKinds } from '../../../core/models/index.ts';
import type { Architecture } from '../../../core/network.ts';
import { outputLayer } from '../../../core/output-layer.ts';
import { problems } from '../../../core/params.ts';
import type { ParamValues } from '../../../core/params.ts';

export interface Circumstances {
  /** Width of a prepared row. */
  readonly inputs: number;
  readonly task: Task;
  /** Number of classes, or 1. */
  readonly outputs: number;
}

export interface ModelView {
  readonly architecture: Architecture | null;
  readonly description: ArchitectureDescription | null;
  /** The layers as a person can change them; null when the settings can't be read at all. */
  readonly plan: LayerPlan | null;
  readonly problems: readonly PlanProblem[];
}

/** A plan of a person's own. */
export function viewOfPlan(plan: LayerPlan, { inputs, task, outputs }: Circumstances): ModelView {
  const { architecture, problems: found } = buildLayers(plan, inputs, outputLayer(task, outputs));
  return {
    architecture,
    description: architecture && describeArchitecture(architecture),
    plan,
    problems: found,
  };
}

const unreadable = (text: string): ModelView => ({
  architecture: null,
  description: null,
  plan: null,
  problems: [{ layer: -1, text }],
});

/** Any model of the settings. */
export function viewOf(
  model: { readonly kind: string; readonly params: ParamValues },
  circumstances: Circumstances,
): ModelView {
  const { inputs, task, outputs } = circumstances;
  if (!modelKinds.has(model.kind)) return unreadable(`There is no model called "${model.kind}".`);
  const kind = modelKinds.get(model.kind);
  const [problem] = Object.values(problems(kind.params, model.params));
  if (problem !== undefined) return unreadable(problem);
  if (model.kind === 'own-layers') {
    const { plan, problems: found } = parseLayers(String(model.params['layers']));
    return plan ? viewOfPlan(plan, circumstances) : unreadable(found[0]?.text ?? '');
  }
  try {
    const architecture = kind.architecture(inputs, outputs, task, model.params);
    return {
      architecture,
      description: describeArchitecture(architecture),
      plan: planOf(architecture),
      problems: [],
    };
  } catch (thrown) {
    if (thrown instanceof RangeError) return unreadable(thrown.message);
    throw thrown;
  }
}

/** Place in the description's layers of a plan's layer; −1 is the input. A bag of words is a layer there and the input here. */
export const placeInDescription = (plan: LayerPlan, layer: number): number =>
  layer < 0 ? (plan.input.kind === 'bag' ? 1 : 0) : layer + (plan.input.kind === 'bag' ? 2 : 1);

/** The other way round: −1 the input, as many as there are layers: the output. */
export const placeInPlan = (plan: LayerPlan, place: number): number =>
  Math.max(-1, place - (plan.input.kind === 'bag' ? 2 : 1));
