// jax-js: one jitted step with Keras' Adam written by hand (its optimiser package is not published), sweeps by vmap. Images
// are [channels, height, width] there, so kernels are turned on the way in and out, not in the step.

import type { Array as JaxArray } from '@jax-js/jax';
import { blockUntilReady, defaultDevice, grad, init, jit, lax, nn, numpy, tree, vmap } from '@jax-js/jax';
import { AppError } from '../../core/errors.ts';
import { constants } from '../../core/learning.ts';
import type { Architecture } from '../../core/network.ts';
import type { TrainerSetup } from '../../engine/trainers/trainer.ts';
import type { Material } from '../material.ts';
import { makeScript, setupOf } from '../material.ts';
import type { EngineName } from '../report.ts';
import type { BenchEngine, Scorer, Session } from '../session.ts';
import type { Workload } from '../workloads.ts';
import { parametersOf } from './jax-js-parameters.ts';

type Device = 'wasm' | 'webgpu';

/** With 1,024 models at once it computed wrong numbers on WebGPU and was slower on wasm. */
const mostAtOnce = 256;

interface State {
  readonly [part: string]: JaxArray[];
  readonly parameters: JaxArray[];
  readonly first: JaxArray[];
  readonly second: JaxArray[];
  /**
   * 1 − β₁ᵗ and 1 − β₂ᵗ, kept on the device so that no step uploads anything but its order. Taken forward as sums of
   * positive terms: 1 less a power would lose digits in float32.
   */
  readonly corrections: JaxArray[];
}

/** Sums of the output layer. Takes ownership, as everything in jax-js does. */
function logits({ image, layers }: Architecture, parameters: readonly JaxArray[], rows: JaxArray): JaxArray {
  let at = 0;
  let value = rows;
  for (const layer of image?.layers ?? [])
    if (layer.kind !== 'convolution') {
      const [channels = 0, height = 0, width = 0] = value.shape.slice(-3);
      const [down, across] = [Math.floor(height / layer.size), Math.floor(width / layer.size)];
      const whole = value.slice([], [], [0, down * layer.size], [0, across * layer.size]);
      const batch = value.shape[0] ?? 0;
      value = numpy.max(whole.reshape([batch, channels, down, layer.size, across, layer.size]), [3, 5]);
    } else {
      const kernel = parameters[at++]!;
      const bias = parameters[at++]!.reshape([layer.filters, 1, 1]);
      const padding = layer.padding === 'same' ? 'SAME' : 'VALID';
      value = lax.conv(value, kernel, [layer.stride, layer.stride], padding).add(bias);
      if (layer.activation === 'relu') value = nn.relu(value);
    }
  if (image) value = value.reshape([value.shape[0] ?? 0, -1]);
  layers.forEach(({ activation }, index) => {
    value = numpy.matmul(value, parameters[at++]!).add(parameters[at++]!);
    if (index < layers.length - 1 && activation === 'relu') value = nn.relu(value);
  });
  return value;
}

function makeStep({ architecture, learning }: TrainerSetup) {
  const loss = (parameters: JaxArray[], x: JaxArray, y: JaxArray): JaxArray => {
    const z = logits(architecture, parameters, x);
    if (learning.loss === 'binary-crossentropy') return numpy.mean(nn.softplus(z.ref).sub(z.mul(y)));
    return numpy.sum(nn.logSoftmax(z).mul(y)).mul(-1 / learning.batchSize);
  };
  const gradient = grad(loss);
  const { beta1, beta2, epsilon } = constants;
  return (state: State, x: JaxArray, y: JaxArray, rate: JaxArray): State => {
    const slopes = gradient(tree.ref(state.parameters), x, y);
    const [one, two] = state.corrections;
    const warm1 = one!.mul(beta1).add(1 - beta1);
    const warm2 = two!.mul(beta2).add(1 - beta2);
    const pace = rate.mul(numpy.sqrt(warm2.ref)).div(warm1.ref);
    const next: State = { parameters: [], first: [], second: [], corrections: [warm1, warm2] };
    slopes.forEach((slope, i) => {
      const first = state.first[i]!.mul(beta1).add(slope.ref.mul(1 - beta1));
      const second = state.second[i]!.mul(beta2).add(numpy.square(slope).mul(1 - beta2));
      const move = pace.ref.mul(first.ref).div(numpy.sqrt(second.ref).add(epsilon));
      next.parameters.push(state.parameters[i]!.sub(move));
      next.first.push(first);
      next.second.push(second);
    });
    pace.dispose();
    return next;
  };
}

/** Takes ownership. */
async function floats(array: JaxArray): Promise<Float32Array> {
  const values: unknown = await array.data();
  if (!(values instanceof Float32Array)) throw new AppError('unknown', 'jax-js answered in another type.');
  return values;
}

const jitStep = (setup: TrainerSetup, many: boolean) =>
  jit(many ? vmap(makeStep(setup), [0, null, null, 0]) : makeStep(setup));
type JitStep = ReturnType<typeof jitStep>;

class JaxSession implements Session {
  readonly models: number;
  readonly #device: Device;
  readonly #step: JitStep;
  readonly #batches: readonly { x: JaxArray; y: JaxArray }[];
  readonly #queued: number;
  readonly #rates: JaxArray;
  readonly #layout;
  #state: State;
  #taken = 0;

  constructor(
    material: Material,
    setups: readonly TrainerSetup[],
    step: JitStep,
    device: Device,
    queued: number,
  ) {
    const { architecture, learning } = setups[0]!;
    this.models = setups.length;
    this.#device = device;
    this.#queued = queued;
    this.#layout = parametersOf(architecture);
    this.#step = step;
    const script = makeScript(material, material.workload.paritySteps);
    const { image, inputs } = architecture;
    const row = image ? [image.channels, image.height, image.width] : [inputs];
    if (image && image.channels > 1)
      throw new AppError('bad-input', 'The bench hands jax-js images of one channel only.');
    const batch = (values: Float32Array, at: number, shape: readonly number[]) => {
      const size = learning.batchSize * shape.reduce((product, n) => product * n, 1);
      const part = values.slice(at * size, (at + 1) * size);
      return numpy.array(part, { shape: [learning.batchSize, ...shape], device });
    };
    this.#batches = Array.from({ length: script.steps }, (_, at) => ({
      x: batch(script.inputs, at, row),
      y: batch(script.targets, at, [script.targets.length / script.rows]),
    }));
    const parameters = this.#layout.shapes.map((shape, index) => {
      const all = setups.map(({ weights }) => this.#layout.toJax(weights)[index]!);
      return this.#array(all, shape);
    });
    const zeros = () =>
      this.#layout.shapes.map((shape) => {
        const size = shape.reduce((product, n) => product * n, 1);
        return this.#array(
          setups.map(() => new Float32Array(size)),
          shape,
        );
      });
    const none = () => this.#array(Array<Float32Array>(this.models).fill(new Float32Array(1)), []);
    this.#state = { parameters, first: zeros(), second: zeros(), corrections: [none(), none()] };
    this.#rates = this.#array(
      setups.map((setup) => Float32Array.of(setup.learning.learningRate)),
      [],
    );
  }

  /** One array of all models, stacked where there are several. */
  #array(parts: readonly Float32Array[], shape: readonly number[]): JaxArray {
    const size = parts[0]?.length ?? 0;
    const values = new Float32Array(parts.length * size);
    parts.forEach((part, index) => values.set(part, index * size));
    return numpy.array(values, {
      shape: this.models > 1 ? [this.models, ...shape] : [...shape],
      device: this.#device,
    });
  }

  async advance(steps: number): Promise<void> {
    defaultDevice(this.#device);
    for (let taken = 1; taken <= steps; taken++) {
      const { x, y } = this.#batches[this.#taken % this.#batches.length]!;
      this.#state = this.#step(this.#state, x.ref, y.ref, this.#rates.ref);
      this.#taken++;
      if (taken % this.#queued === 0) await blockUntilReady(this.#state.parameters);
    }
    await blockUntilReady(this.#state.parameters);
    await this.#state.parameters.at(-1)?.ref.data();
  }

  async weights(model: number): Promise<Float32Array> {
    const parts: Float32Array[] = [];
    for (const array of this.#state.parameters) {
      const values = await floats(array.ref);
      const size = values.length / this.models;
      parts.push(values.slice(model * size, (model + 1) * size));
    }
    return this.#layout.fromJax(parts);
  }

  dispose(): void {
    tree.dispose(this.#state);
    this.#rates.dispose();
    tree.dispose(this.#batches.flatMap(({ x, y }) => [x, y]));
  }
}

class JaxEngine implements BenchEngine {
  readonly epsilon = 'keras';
  readonly variants = ['waiting for every step', 'waiting for every 20th step'];
  readonly name: EngineName;
  readonly #device: Device;
  /** Compiled once: an engine sees one workload. */
  #step: JitStep | null = null;

  constructor(device: Device) {
    this.name = `jax-js-${device}`;
    this.#device = device;
  }

  refuses(): string | null {
    return null;
  }

  remark({ models }: Workload): string | null {
    return models > 1 ? `${Math.min(models, mostAtOnce)} models at once by vmap` : null;
  }

  async open(): Promise<void> {
    const ready = await init(this.#device);
    if (!ready.includes(this.#device))
      throw new AppError('bad-input', `jax-js finds no ${this.#device} here.`);
  }

  async prepare(material: Material, variant: string, weights?: Float32Array): Promise<Session> {
    defaultDevice(this.#device);
    const setups = material.models.slice(0, mostAtOnce).map((_, model) => setupOf(material, model));
    const begin = weights ? [{ ...setups[0]!, weights }] : setups;
    const step = (this.#step ??= jitStep(begin[0]!, begin.length > 1));
    return new JaxSession(material, begin, step, this.#device, variant.endsWith('20th step') ? 20 : 1);
  }

  async scorer(material: Material): Promise<Scorer> {
    const { architecture, weights } = setupOf(material, 0);
    const layout = parametersOf(architecture);
    const device = this.#device;
    defaultDevice(device);
    const values = layout.toJax(weights);
    const parameters = layout.shapes.map((shape, i) =>
      numpy.array(values[i]!, { shape: [...shape], device }),
    );
    const forward = jit((all: JaxArray[], row: JaxArray) => logits(architecture, all, row));
    return {
      sums: true,
      score: async (row) => {
        const x = numpy.array(row, { shape: [1, architecture.inputs], device });
        return floats(forward(tree.ref(parameters), x));
      },
      dispose: () => {
        tree.dispose(parameters);
        forward.dispose();
      },
    };
  }
}

export const jaxJs = (device: Device): BenchEngine => new JaxEngine(device);
