import { Formula, formulaProblem } from '../callback-formula.ts';
import { defineCallback } from '../callback.ts';
import { figure, textOf } from '../callback-monitor.ts';
import { scheduledProblem } from '../callback-rate.ts';
import { stateReader } from '../callback-state.ts';
import { AppError } from '../errors.ts';
import { longestFormula } from '../expression-tokens.ts';
import { numberOf, type ParamValues } from '../params.ts';

const names = ['epoch', 'lr'];

/** Rate of this epoch (from 0) from the rate at hand; `base` is the rate at the first epoch of the training. */
type Rule = (epoch: number, rate: number, base: number, epochs: number) => number;

function ruleOf(params: ParamValues): Rule {
  const every = numberOf(params, 'every');
  const factor = numberOf(params, 'factor');
  switch (params['schedule']) {
    case 'step':
      return (epoch, rate) => (epoch > 0 && epoch % every === 0 ? rate * factor : rate);
    case 'exponential':
      return (epoch, rate) => (epoch < every ? rate : rate * factor);
    case 'cosine':
      return (epoch, _rate, base, epochs) => (base * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2;
    case 'warm-up':
      return (epoch, rate, base) => (epoch < every ? (base * (epoch + 1)) / every : rate);
    default: {
      const formula = new Formula(textOf(params, 'formula'), 'number');
      return (epoch, rate) =>
        formula.of(
          new Map([
            ['epoch', epoch],
            ['lr', rate],
          ]),
        );
    }
  }
}

/** keras.callbacks.LearningRateScheduler of 3.15.1: asked at the beginning of every epoch. */
export default defineCallback({
  id: 'learning-rate-scheduler',
  label: 'Set the rate by a rule (LearningRateScheduler)',
  about:
    'Sets the learning rate at the beginning of each epoch, by a ready rule or by a formula of your own.',
  params: {
    schedule: {
      type: 'choice',
      label: 'Rule',
      help: 'Steps: times the factor every so many epochs. Exponential: times the factor each epoch after so many. Cosine: down to 0 over all epochs. Warm-up: rises evenly over so many epochs, then stays. Own: the formula.',
      options: [
        { value: 'step', label: 'Steps' },
        { value: 'exponential', label: 'Exponential' },
        { value: 'cosine', label: 'Cosine' },
        { value: 'warm-up', label: 'Warm-up' },
        { value: 'formula', label: 'Own formula' },
      ],
      default: 'step',
    },
    every: {
      type: 'integer',
      label: 'Epochs',
      help: 'Length of a step, of the warm-up, or of the wait before the exponential fall.',
      min: 1,
      max: 100_000,
      default: 10,
    },
    factor: {
      type: 'number',
      label: 'Factor',
      help: 'What steps and the exponential fall multiply the rate by.',
      min: 0,
      max: 10,
      step: 0.05,
      default: 0.5,
    },
    formula: {
      type: 'text',
      label: 'Own formula',
      help: 'Of epoch (from 0) and lr, for example if(epoch < 3, lr, lr * 0.5).',
      maxLength: longestFormula,
      default: 'if(epoch < 3, lr, lr * 0.5)',
    },
  },
  problem: (params, context) =>
    scheduledProblem(context) ??
    (params['schedule'] === 'formula' ? formulaProblem(textOf(params, 'formula'), names, 'number') : null),
  everyBatch: () => false,
  adds: () => ['learning_rate'],
  create(params) {
    const rule = ruleOf(params);
    let base: number | null = null;
    return {
      hooks: {
        'train-begin'() {
          base = null;
        },
        'epoch-begin'(epoch, _logs, host) {
          const rate = host.learningRate;
          base ??= rate;
          const next = rule(epoch, rate, base, host.epochs);
          if (!Number.isFinite(next))
            throw new AppError(
              'bad-input',
              `The rule for the learning rate gives no number at epoch ${epoch + 1} (lr ${figure(rate)}). Correct its formula.`,
            );
          host.learningRate = next;
          const changes = next !== rate;
          host.say(
            changes
              ? `learning rate ${figure(rate)} → ${figure(next)}`
              : `learning rate stays ${figure(rate)}`,
            changes,
          );
        },
        'epoch-end'(epoch, logs, host) {
          logs.set('learning_rate', host.learningRate);
          host.say(`epoch ${epoch + 1} ended at the rate ${figure(host.learningRate)}`, false);
        },
      },
      state: () => ({ base }),
      restore(state) {
        base = stateReader(state).numberOrNull('base');
      },
    };
  },
});
