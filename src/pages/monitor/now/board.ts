// The situation in one sentence, and as a board of tiles: a word, a figure with its n, and where to look further.

import { metrics } from '../../../core/metrics/index.ts';
import { countText, metricValue } from '../../../core/wording.ts';
import { monitorNowText as text } from '../../text/monitor-now.ts';
import { figureWords, names } from '../drift/drift-words.ts';
import type { Situation } from './situation.ts';

export interface Tile {
  readonly id: keyof typeof text.tiles;
  readonly word: string;
  readonly figure: string;
  readonly tone: 'plain' | 'good' | 'alarm';
  /** Section of the room. */
  readonly section: string;
}

export interface BoardWords {
  readonly metric: string;
  readonly level: number;
  readonly targetUnit: string | undefined;
  /** "v2". */
  readonly version: string;
  /** What each kept window is called. */
  readonly labels: readonly string[];
  /** Windows that have passed, and those whose labels are in. */
  readonly position: number;
  readonly labelled: number;
  readonly reference: string;
  /** How the plan cuts windows: "a day"; null: as the stream does. */
  readonly cut: string | null;
}

const ms = (value: number): string => (Number.isFinite(value) ? `${Number(value.toPrecision(2))} ms` : '–');

/** Other work on the machine slows a batch by half now and then; twice as long is more than that. */
const slowFactor = 2;

export function tiles(now: Situation, words: BoardWords): Tile[] {
  const { performance, inputs, moved, far, predictions, checks, faults, latencyMs, missingLabels } = now;
  const { metric, targetUnit, labels } = words;
  const say = (value: number): string => metricValue(metric, value, targetUnit);
  const waiting = words.position - words.labelled;
  const measured = inputs.filter(({ latest }) => latest >= 0).length;
  const checked = checks.some(({ latest }) => latest >= 0);
  const { course } = predictions;
  const isFaulty = faults.length > 0 || now.latest.faults.length > 0;
  const isSlow = latencyMs.p95 > slowFactor * latencyMs.usual;
  return [
    {
      id: 'performance',
      word: text.words[performance.state],
      figure:
        performance.windows > 0
          ? `${metrics.get(metric).label} ${say(performance.value)}, n = ${countText(performance.n)}; ${say(words.level)} at deployment`
          : performance.expected
            ? `expected ${say(performance.expected.value)}, n = ${countText(performance.expected.n)}`
            : `${say(words.level)} at deployment`,
      tone: performance.state === 'worse' ? 'alarm' : performance.state === 'holding' ? 'good' : 'plain',
      section: 'performance',
    },
    {
      id: 'inputs',
      word: text.words[
        measured === 0 ? 'notMeasured' : moved.length > 0 ? 'moved' : far.length > 0 ? 'far' : 'steady'
      ],
      figure:
        measured === 0
          ? '–'
          : `${moved.length} of ${measured} features differ from ${words.reference}${
              far.length > 0
                ? `; ${far.length} ${far.length === 1 ? 'is' : 'are'} far, which a season may explain`
                : ''
            }`,
      tone: measured === 0 ? 'plain' : moved.length > 0 ? 'alarm' : far.length > 0 ? 'plain' : 'good',
      section: 'drift',
    },
    {
      id: 'predictions',
      word: !predictions.measured
        ? text.words.notMeasured
        : predictions.moved
          ? text.words.moved
          : text.words.steady,
      figure:
        course && course.latest >= 0
          ? `n = ${countText(course.n[course.latest] ?? 0)}; ${course.label} ${figureWords(course)}`
          : '–',
      tone: !predictions.measured ? 'plain' : predictions.moved ? 'alarm' : 'good',
      section: 'drift',
    },
    {
      id: 'quality',
      word: !checked ? text.words.notMeasured : isFaulty ? text.words.faults : text.words.sound,
      figure: !checked
        ? '–'
        : `${faults.length + now.latest.faults.length} of ${checks.length} ${checks.length === 1 ? 'check' : 'checks'}${
            faults[0]?.since != null
              ? `, since ${labels[faults[0].since] ?? ''}`
              : isFaulty
                ? ', in the latest window'
                : ''
          }`,
      tone: !checked ? 'plain' : isFaulty ? 'alarm' : 'good',
      section: 'drift',
    },
    {
      id: 'labels',
      word: waiting > 0 ? text.words.late : missingLabels > 0 ? text.words.missing : text.words.known,
      figure: `known for ${words.labelled} of ${words.position} windows${
        missingLabels > 0 ? `; ${Math.round(100 * missingLabels)} of 100 rows without one` : ''
      }`,
      tone: 'plain',
      section: 'performance',
    },
    {
      id: 'latency',
      word:
        latencyMs.batches === 0
          ? text.words.notMeasured
          : Number.isNaN(latencyMs.usual)
            ? text.words.tooFew
            : isSlow
              ? text.words.slow
              : text.words.steady,
      figure: `${ms(latencyMs.p50)} for 1,000 rows, 19 of 20 within ${ms(latencyMs.p95)}${
        isSlow ? ` (usually ${ms(latencyMs.usual)})` : ''
      }; n = ${latencyMs.batches} windows`,
      tone: isSlow ? 'alarm' : 'plain',
      section: 'plan',
    },
  ];
}

export interface Verdict {
  readonly tone: 'good' | 'plain' | 'alarm';
  /** One sentence. */
  readonly sentence: string;
  /** What is expected where labels are missing; null: nothing to add. */
  readonly beside: string | null;
  /** It can't be believed. */
  readonly doubted: boolean;
  /** An input is broken: training on such rows makes it worse. */
  readonly broken: boolean;
}

/** @param alerts how many are open that ask for an answer. @param recovered when the last one was over; null: none was of late. */
export function verdict(
  now: Situation,
  words: BoardWords,
  alerts: number,
  recovered: string | null = null,
): Verdict {
  const { performance, moved, far, latest, faults, predictions, inputs } = now;
  const { label } = metrics.get(words.metric);
  const say = (value: number): string => metricValue(words.metric, value, words.targetUnit);
  const at = (place: number | null): string => words.labels[place ?? 0] ?? '';
  const known = performance.windows > 0;
  const parts = [
    known
      ? text.performanceNow(
          label.toLowerCase(),
          say(performance.value),
          text.overLast(performance.windows, words.cut),
          countText(performance.n),
        ) + text.against(say(words.level))
      : text.noLabels(words.version),
  ];
  if (faults.length > 0)
    parts.push(text.faultsSince(names(faults.map((fault) => fault.label)), at(earliest(faults))));
  if (latest.faults.length > 0)
    parts.push(text.latestFault(names(latest.faults.map((fault) => fault.label))));
  const sound = faults.length === 0 && latest.faults.length === 0;
  const faulty = new Set(faults.map(({ key }) => key.split('/').slice(2).join('/')).filter(Boolean));
  // What is broken looks different, of course: it is said once.
  const others = moved.filter((course) => !faulty.has(course.label));
  if (others.length > 0)
    parts.push(
      text.movedSince(names(others.map((course) => course.label)), at(earliest(others)), others.length === 1),
    );
  else if (predictions.moved && sound) parts.push(text.answersMoved(at(predictions.moved.since)));
  else if (sound && latest.inputs.length > 0)
    parts.push(
      text.latestMove(names(latest.inputs.map((course) => course.label)), latest.inputs.length === 1),
    );
  else if (sound && far.length > 0)
    parts.push(text.far(names(far.map((course) => course.label)), far.length === 1));
  else if (sound && inputs.length > 0) parts.push(text.noMove(inputs.length));
  const bad = performance.state === 'worse' || !sound;
  const changed = moved.length > 0 || predictions.moved !== null;
  const odd = alerts > 0 || changed;
  const { expected } = performance;
  const doubted = expected?.trust.believable === false;
  return {
    tone: bad ? 'alarm' : odd ? 'plain' : 'good',
    sentence: `${headline()}: ${parts.join('; ')}.`,
    doubted,
    broken: faulty.size > 0,
    beside: expected
      ? text[doubted ? 'doubted' : 'expected'](
          label,
          say(expected.value),
          `${expected.windows === 1 ? '1 window' : `${expected.windows} windows`}, n = ${countText(expected.n)}`,
          expected.trust.reason,
        )
      : null,
  };

  function headline(): string {
    if (bad) return text.problem;
    if (changed) return text.lookAt;
    if (alerts > 0) return known ? text.stillOpen(alerts) : text.lookAt;
    return recovered === null ? text.quietly : text.recovered(recovered);
  }
}

const earliest = (all: Situation['moved']): number =>
  all.reduce((least, { since }) => Math.min(least, since ?? Infinity), Infinity);
