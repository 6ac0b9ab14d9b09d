import { Formula, formulaProblem } from '../callback-formula.ts';
import {
  defineCallback,
  hooks,
  type CallbackContext,
  type Hook,
  type HookFunction,
  type Logs,
  type TrainingHost,
} from '../callback.ts';
import { figure, textOf } from '../callback-monitor.ts';
import { batchNames, epochNames, loggedNameProblem, testNames } from '../callback-names.ts';
import { scheduledProblem } from '../callback-rate.ts';
import { stateReader } from '../callback-state.ts';
import { AppError } from '../errors.ts';
import { longestFormula } from '../expression-tokens.ts';
import type { ParamValues } from '../params.ts';
import { namesIn, pythonFormat } from '../python-text.ts';

const hookWords: Readonly<Record<Hook, string>> = {
  'train-begin': 'Before the training',
  'epoch-begin': 'Before an epoch',
  'train-batch-begin': 'Before a batch',
  'train-batch-end': 'After a batch',
  'test-begin': 'Before validation',
  'test-batch-begin': 'Before a batch of validation',
  'test-batch-end': 'After a batch of validation',
  'test-end': 'After validation',
  'epoch-end': 'After an epoch',
  'train-end': 'After the training',
};

const actions = ['stop', 'set-learning-rate', 'log', 'note'] as const;
type Action = (typeof actions)[number];

const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T =>
  list.some((each) => each === value);

/** @throws RangeError for values that do not fit the description. */
function settingsOf(params: ParamValues) {
  const { hook, action } = params;
  if (!isOneOf(hooks, hook)) throw new RangeError(`There is no hook ${String(hook)}.`);
  if (!isOneOf(actions, action)) throw new RangeError(`There is no action ${String(action)}.`);
  return {
    hook,
    action,
    condition: textOf(params, 'condition').trim(),
    value: textOf(params, 'value').trim(),
    name: textOf(params, 'name').trim(),
    note: textOf(params, 'note'),
  };
}

const ofBatch = (hook: Hook): boolean => hook.includes('batch');

/** Every figure that a formula may name at this hook. */
function namesAt(hook: Hook, context: CallbackContext): string[] {
  const own = ['epoch', 'step', 'learning_rate', ...(ofBatch(hook) ? ['batch'] : [])];
  if (hook === 'epoch-end' || hook === 'train-end') return [...own, ...epochNames(context)];
  if (hook === 'test-end') return [...own, ...testNames(context)];
  const logged = hook === 'train-batch-end' || hook === 'test-batch-end';
  return [...own, ...(logged ? batchNames(context) : (context.added ?? []))];
}

function problem(params: ParamValues, context: CallbackContext): string | null {
  const { hook, action, condition, value, name, note } = settingsOf(params);
  const names = namesAt(hook, context);
  const ofCondition = condition === '' ? null : formulaProblem(condition, names, 'boolean');
  if (ofCondition !== null) return ofCondition;
  switch (action) {
    case 'stop':
      return null;
    case 'set-learning-rate':
      return scheduledProblem(context) ?? formulaProblem(value, names, 'number');
    case 'log':
      return name === ''
        ? 'Give the value a name to log it under.'
        : (loggedNameProblem(name, context) ?? formulaProblem(value, names, 'number'));
    case 'note':
      if (note.trim() === '') return 'Write the line to note.';
      try {
        const odd = namesIn(note).find((each) => !names.includes(each));
        return odd === undefined
          ? null
          : `The line asks for {${odd}}, which is not known there; known are ${names.join(', ')}.`;
      } catch (error) {
        return AppError.from(error).message;
      }
  }
}

/** keras.callbacks.LambdaCallback of 3.15.1, with a formula and one of four actions in the place of code. */
export default defineCallback({
  id: 'lambda',
  label: 'Do something of your own (LambdaCallback)',
  about: 'At a place of your choice, when a condition holds: stop, set the rate, log a value or note a line.',
  params: {
    hook: {
      type: 'choice',
      label: 'When',
      help: 'At which hook it is called. Around a batch of the training, it goes one step at a time.',
      options: hooks.map((hook) => ({ value: hook, label: hookWords[hook] })),
      default: 'epoch-end',
    },
    condition: {
      type: 'text',
      label: 'Condition',
      help: 'Of epoch and batch (from 0), step, learning_rate and the log, for example val_loss < 0.2. Empty: always.',
      maxLength: longestFormula,
      default: '',
    },
    action: {
      type: 'choice',
      label: 'What to do',
      help: 'What is done when the condition holds.',
      options: [
        { value: 'stop', label: 'Stop the training' },
        { value: 'set-learning-rate', label: 'Set the learning rate' },
        { value: 'log', label: 'Log a value' },
        { value: 'note', label: 'Note a line' },
      ],
      default: 'note',
    },
    value: {
      type: 'text',
      label: 'Value',
      help: 'Formula of the learning rate or of the value to log, for example val_loss - loss.',
      maxLength: longestFormula,
      default: '',
    },
    name: {
      type: 'text',
      label: 'Name',
      help: 'Of the curve that the values make; callbacks behind this one see the value.',
      maxLength: 100,
      default: '',
    },
    note: {
      type: 'text',
      label: 'Line',
      help: 'What is noted; may hold figures such as {loss:.3f}.',
      maxLength: 500,
      default: 'loss {loss:.4f}',
    },
  },
  problem,
  // Batches of a validation come one by one without that.
  everyBatch: (params) => settingsOf(params).hook.startsWith('train-batch'),
  needsBatchLoss: (params) => {
    const { hook, action, condition, value, note } = settingsOf(params);
    const read = [condition, ...(action === 'stop' ? [] : [action === 'note' ? note : value])];
    return hook === 'train-batch-end' && read.some((text) => /\bloss\b/.test(text));
  },
  adds: (params) => (settingsOf(params).action === 'log' ? [settingsOf(params).name] : []),
  create(params) {
    const settings = settingsOf(params);
    const { hook } = settings;
    const condition = settings.condition === '' ? null : new Formula(settings.condition, 'boolean');
    const act = actionOf(settings);
    let epoch = 0;
    let times = 0;
    /** What it could not do when last asked, so that it is said once and not at every batch. */
    let complaint: string | null = null;

    const called: HookFunction = (at, logs, host) => {
      const values = new Map(logs);
      values.set('epoch', epoch).set('step', host.step).set('learning_rate', host.learningRate);
      if (ofBatch(hook)) values.set('batch', at);
      let refused: string | null = null;
      try {
        const holds = condition ? condition.of(values) : 1;
        if (Number.isNaN(holds)) refused = `"${settings.condition}" has no answer, for a figure is missing.`;
        else if (holds === 1) {
          const done = act(values, logs, host);
          times++;
          host.say(done, true);
        }
      } catch (error) {
        refused = AppError.from(error).message;
      }
      if (refused !== null && refused !== complaint) host.say(`Nothing done: ${refused}`, false);
      complaint = refused;
    };
    return {
      hooks: {
        ...(hook === 'epoch-begin' || hook === 'epoch-end' ? {} : { [hook]: called }),
        'epoch-begin'(at, logs, host) {
          epoch = at;
          if (hook === 'epoch-begin') void called(at, logs, host);
        },
        'epoch-end'(at, logs, host) {
          epoch = at;
          if (hook === 'epoch-end') void called(at, logs, host);
          host.say(`done ${times} times so far`, false);
        },
      },
      state: () => ({ epoch, times, complaint }),
      restore(state) {
        const read = stateReader(state);
        epoch = read.number('epoch');
        times = read.number('times');
        complaint = read.textOrNull('complaint');
      },
    };
  },
});

/** Does it and says what was done. @throws AppError 'bad-input' when a figure is missing. */
function actionOf({
  hook,
  action,
  value,
  name,
  note,
}: {
  readonly hook: Hook;
  readonly action: Action;
  readonly value: string;
  readonly name: string;
  readonly note: string;
}): (values: ReadonlyMap<string, number>, logs: Logs, host: TrainingHost) => string {
  const formula = new Formula(value, 'number');
  const result = (values: ReadonlyMap<string, number>): number => {
    const found = formula.of(values);
    if (Number.isNaN(found)) throw new AppError('bad-input', `"${value}" gives no finite number.`);
    return found;
  };
  switch (action) {
    case 'stop':
      return (_values, _logs, host) => {
        host.stopTraining = true;
        return 'the condition holds: training stops';
      };
    case 'set-learning-rate':
      return (values, _logs, host) => {
        const rate = host.learningRate;
        host.learningRate = result(values);
        return `learning rate ${figure(rate)} → ${figure(host.learningRate)}`;
      };
    case 'log':
      return (values, logs, host) => {
        const found = result(values);
        logs.set(name, found);
        // At the end of an epoch the training makes points of what was added to its log.
        if (hook !== 'epoch-end') host.point(name, found);
        return `logged ${name} ${figure(found)}`;
      };
    case 'note':
      return (values) =>
        pythonFormat(
          note,
          new Map(
            [...values].map(([key, each]) => [
              key,
              { value: each, whole: key === 'epoch' || key === 'batch' || key === 'step' },
            ]),
          ),
        );
  }
}
