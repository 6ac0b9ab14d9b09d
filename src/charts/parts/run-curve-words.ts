// What the chart of runs' curves says: its title, what it shows, and both at length.

import { count, significant } from './format.ts';
import { bestPlace } from './run-lines.ts';
import type { RunCurvesData, RunLine } from './run-lines.ts';

export const axisNames = {
  step: 'step',
  epoch: 'epoch',
  share: 'share of the run, %',
  seconds: 'seconds since its start',
  clock: 'time',
} as const;
interface Best {
  readonly line: RunLine;
  readonly place: number;
  readonly value: number;
}

/** Best first. None where no direction is better. */
function bests({ lines, better }: RunCurvesData): Best[] {
  if (better === null) return [];
  return lines
    .flatMap((line) => {
      const place = bestPlace(line, better);
      return place === null ? [] : [{ line, place, value: line.y[place]! }];
    })
    .sort((a, b) => (better === 'higher' ? b.value - a.value : a.value - b.value));
}

/** Of a line with any number in it: its last one, lowest and highest. */
function courseOf(line: RunLine): { last: number; low: number; high: number } | null {
  const [low, high] = [bestPlace(line, 'lower'), bestPlace(line, 'higher')];
  if (low === null || high === null) return null;
  return { last: line.y[line.y.length - 1]!, low: line.y[low]!, high: line.y[high]! };
}

/** Where it can't be said what is better, only what there is. */
function plainTitle({ lines, metric }: RunCurvesData): string {
  const courses = lines.flatMap((line) => courseOf(line) ?? []);
  if (courses.length === 0) return `No chosen run has measured ${metric}`;
  const low = significant(Math.min(...courses.map((course) => course.low)));
  const high = significant(Math.max(...courses.map((course) => course.high)));
  return low === high
    ? `${metric} stays at ${low} in every run`
    : `${metric} lies between ${low} and ${high}`;
}

export function placeText(data: RunCurvesData, x: number): string {
  if (data.axis === 'share') return `${significant(x)} % of the run`;
  if (data.axis === 'clock') return new Date(x).toISOString().replace('T', ' ').slice(0, 19);
  return data.axis === 'seconds' ? `second ${significant(x)}` : `${axisNames[data.axis]} ${count(x)}`;
}

export function title(data: RunCurvesData): string {
  if (data.better === null) return plainTitle(data);
  const [first, second] = bests(data);
  if (!first) return `No chosen run has measured ${data.metric}`;
  const how = data.better === 'higher' ? 'highest' : 'lowest';
  const value = significant(first.value);
  if (!second) return `${first.line.label} has its ${how} ${data.metric} of ${value} at ${at(data, first)}`;
  if (first.value === second.value)
    return `${first.line.label} and ${second.line.label} reach the same ${how} ${data.metric}: ${value}`;
  return `${first.line.label} reaches the ${how} ${data.metric}: ${value} at ${at(data, first)}, before ${second.line.label} with ${significant(second.value)}`;
}

const at = (data: RunCurvesData, { line, place }: Best): string => placeText(data, line.x[place]!);

const points = (data: RunCurvesData): number => data.lines.reduce((sum, { y }) => sum + y.length, 0);

export function subtitle(data: RunCurvesData): string {
  const parts = [
    `${data.metric}${data.better ? `, ${data.better} is better` : ''}, over ${axisNames[data.axis]}. n = ${data.lines.length} runs, ${count(points(data))} points`,
  ];
  if (data.smoothing) parts.push(`strong lines smoothed (${data.smoothing}), faint ones as measured`);
  if (data.bands.length > 0)
    parts.push(
      data.bandEdge === 'range'
        ? 'bands: mean, lowest and highest of a group’s runs'
        : 'bands: mean ± standard deviation of a group’s runs',
    );
  if (data.leftOut > 0) parts.push(`${count(data.leftOut)} more runs are not drawn`);
  return parts.join('; ');
}

const bestCourses = (data: RunCurvesData): string[] =>
  bests(data).map((best) => {
    const last = best.line.y[best.line.y.length - 1]!;
    return `${best.line.label}: best ${significant(best.value)} at ${at(data, best)}, last ${significant(last)}`;
  });

const plainCourses = ({ lines }: RunCurvesData): string[] =>
  lines.flatMap((line) => {
    const course = courseOf(line);
    if (!course) return [];
    const { low, high, last } = course;
    return [`${line.label}: ${significant(low)} to ${significant(high)}, last ${significant(last)}`];
  });

export function describe(data: RunCurvesData): string {
  const lines = (data.better === null ? plainCourses(data) : bestCourses(data)).slice(0, 8);
  const groups = data.bands.map((item) => {
    const end = item.mean.findLastIndex((value) => Number.isFinite(value));
    return `${item.label} ends at ${significant(item.mean[end] ?? NaN)} ± ${significant(item.sd[end] ?? NaN)} over ${item.n[end] ?? 0} runs`;
  });
  return [
    `${title(data)}.`,
    ...(lines.length > 0 ? [`${lines.join('; ')}.`] : []),
    ...(groups.length > 0 ? [`Groups: ${groups.join('; ')}.`] : []),
  ].join(' ');
}
