// @ts-check
// What `npm run bench -- …` may be told.

export const usage = `npm run bench -- [--only WORKLOAD]… [--samples N] [--seconds S] [--json FILE] [--page] [--data] [--runs] [--evaluation] [--monitoring] [--false-alarms] [--coverage]

  --only WORKLOAD  only this one; may be repeated (default: all)
  --samples N      timed samples of each engine (default 7)
  --seconds S      least length of a sample in seconds (default 0.5)
  --json FILE      write the result there as well
  --page           with --only: measure how fast the page opens and how long it blocks, too
  --data           measure the import of tables; alone or with --page, without the engines
  --runs           measure the notebook of 2,000 runs; as --data
  --evaluation     measure the evaluation of a version; as --data
  --monitoring     measure scoring and all monitors on a stream, and memory over a million rows; as --data
  --false-alarms   count how often the usual alert rules speak on streams in which nothing changes, and how soon where something does (minutes); only when asked for
  --coverage       count how often intervals hold what they claim, in thousands of simulated cases (minutes); only when asked for`;

/**
 * @typedef {object} BenchArguments
 * @property {string[]} only names of workloads; empty for all
 * @property {number} samples
 * @property {number} seconds
 * @property {string | null} json path of the file to write
 * @property {boolean} page whether opening times are measured although only some workloads are
 * @property {boolean} data whether the import of tables is measured although only some things are
 * @property {boolean} runs whether the notebook of runs is measured although only some things are
 * @property {boolean} evaluation whether the evaluation of a version is measured although only some things are
 * @property {boolean} monitoring whether the monitors are measured although only some things are
 * @property {boolean} falseAlarms whether false alarms are counted
 * @property {boolean} coverage whether it is counted how often intervals hold what they claim
 */

/**
 * @param {readonly string[]} words the command line without node and script
 * @returns {BenchArguments}
 * @throws {RangeError} with words for a person
 */
export function parseArguments(words) {
  /** @type {BenchArguments} */
  const result = {
    only: [],
    samples: 7,
    seconds: 0.5,
    json: null,
    page: false,
    data: false,
    runs: false,
    evaluation: false,
    monitoring: false,
    falseAlarms: false,
    coverage: false,
  };
  const left = words.flatMap((word) =>
    /^--[a-z]+=/.test(word) ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word],
  );
  /** @param {string} name */
  const value = (name) => {
    const next = left.shift();
    if (next === undefined || next === '' || next.startsWith('--'))
      throw new RangeError(`${name} needs a value.`);
    return next;
  };
  /** @param {string} name @param {number} least @param {number} most */
  const number = (name, least, most) => {
    const text = value(name);
    const read = Number(text);
    if (!(read >= least && read <= most))
      throw new RangeError(`${name} must be a number from ${least} to ${most}, not ${text}.`);
    return read;
  };
  for (let word = left.shift(); word !== undefined; word = left.shift())
    switch (word) {
      case '--only':
        result.only.push(value(word));
        break;
      case '--samples':
        result.samples = number(word, 1, 100);
        if (!Number.isInteger(result.samples)) throw new RangeError('--samples must be a whole number.');
        break;
      case '--seconds':
        result.seconds = number(word, 0.01, 10);
        break;
      case '--json':
        result.json = value(word);
        break;
      case '--page':
        result.page = true;
        break;
      case '--data':
        result.data = true;
        break;
      case '--runs':
        result.runs = true;
        break;
      case '--evaluation':
        result.evaluation = true;
        break;
      case '--monitoring':
        result.monitoring = true;
        break;
      case '--false-alarms':
        result.falseAlarms = true;
        break;
      case '--coverage':
        result.coverage = true;
        break;
      default:
        throw new RangeError(`${word} is not known.`);
    }
  return result;
}
