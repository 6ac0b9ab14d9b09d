import { defineCallback } from '../callback.ts';
import { textOf } from '../callback-monitor.ts';
import { stateReader } from '../callback-state.ts';
import { pythonFloat } from '../python-text.ts';

/** As Python's csv.excel: quotes only where they are needed, lines end in CR LF. */
const line = (cells: readonly string[], separator: string): string => {
  const cell = (text: string): string =>
    text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return `${cells.map(cell).join(separator)}\r\n`;
};

/** By code point, as Python's sorted(). */
const inOrder = (a: string, b: string): number => {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((sign, i) => sign !== right[i]);
  if (at < 0) return left.length - right.length;
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
};

/** keras.callbacks.CSVLogger of 3.15.1, byte for byte, with the epoch counted from 0. */
export default defineCallback({
  id: 'csv-logger',
  label: 'Write a CSV file (CSVLogger)',
  about: 'Writes a line with the figures of each epoch into a file of the run.',
  params: {
    filename: {
      type: 'text',
      label: 'File',
      help: 'Name of the file.',
      maxLength: 200,
      default: 'training.csv',
    },
    separator: {
      type: 'text',
      label: 'Between the figures',
      help: 'One character, such as a comma or a semicolon.',
      maxLength: 1,
      default: ',',
    },
    append: {
      type: 'boolean',
      label: 'Add to the file',
      help: 'Goes on after what the file holds already, without a second line of names.',
      default: false,
    },
  },
  problem(params) {
    if (textOf(params, 'filename').trim() === '') return 'Give the file a name.';
    return textOf(params, 'separator').length === 1 && !/["\r\n]/.test(textOf(params, 'separator'))
      ? null
      : 'What stands between the figures must be one character, and no quotation mark or line end.';
  },
  everyBatch: () => false,
  create(params) {
    const file = textOf(params, 'filename');
    const separator = textOf(params, 'separator');
    let keys: string[] | null = null;
    return {
      hooks: {
        'train-begin'(_at, _logs, host) {
          keys = null;
          host.write(file, params['append'] === true ? (host.read(file) ?? '') : '', false);
        },
        'epoch-end'(epoch, logs, host) {
          // Where the file stayed behind, as in a run that goes on from another's checkpoint, one begins anew.
          const text = host.read(file) ?? '';
          let lines = '';
          const first = keys === null;
          if (keys === null) {
            const own = [...logs.keys()].sort(inOrder);
            const validated = own.some((key) => key.startsWith('val_'));
            keys = validated ? own : [...own, ...own.map((key) => `val_${key}`)];
          }
          if (text === '' || (first && params['append'] !== true))
            lines += line(['epoch', ...keys], separator);
          const cells = keys.map((key) => {
            const value = logs.get(key);
            return value === undefined ? 'NA' : pythonFloat(value);
          });
          lines += line([String(epoch), ...cells], separator);
          host.write(file, lines, true);
          host.say(`line ${epoch + 1} into ${file}`, true);
        },
      },
      // Not the text, which goes with the training as a file: a state is in every checkpoint.
      state: () => ({ keys: keys && [...keys] }),
      restore(state) {
        keys = stateReader(state).textsOrNull('keys');
      },
    };
  },
});
