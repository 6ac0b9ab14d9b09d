// A metric of runs, group by group: every run as a point, and a box where there are enough of them.

import { spreadOf } from '../core/run-groups.ts';
import { defineChart } from './parts/define.ts';
import { csvText, significant } from './parts/format.ts';
import { axis, faded, layout } from './parts/layout.ts';
import type { RunPoint } from './parts/run-points.ts';
import { plotMarkup, plotText } from './parts/types.ts';
import type { Trace } from './parts/types.ts';

interface BoxGroup {
  readonly label: string;
  readonly members: readonly (RunPoint & { readonly value: number })[];
}

export interface RunBoxData {
  /** As it is drawn: "best val_loss". */
  readonly metric: string;
  /** Null: no direction is better. */
  readonly better: 'higher' | 'lower' | null;
  /** What the groups are told apart by. */
  readonly by: string;
  readonly groups: readonly BoxGroup[];
  readonly highlighted: string | null;
}

/** Quartiles of fewer runs say nothing that the points do not. */
const fewest = 5;

const spreadOfGroup = ({ members }: BoxGroup) => spreadOf(members.map(({ value }) => value));

const words = (group: BoxGroup): string => {
  const { mean, sd, n } = spreadOfGroup(group);
  return `${group.label} ${significant(mean)}${n > 1 ? ` ± ${significant(sd)}` : ''} (n = ${n})`;
};

function title(data: RunBoxData): string {
  const groups = data.groups.filter((group) => spreadOfGroup(group).n > 0);
  const sign = data.better === 'lower' ? 1 : -1;
  const [first, second] = groups.toSorted((a, b) => sign * (spreadOfGroup(a).mean - spreadOfGroup(b).mean));
  if (!first) return `No chosen run has measured ${data.metric}`;
  if (!second) return `All chosen runs are in one group: ${words(first)}`;
  const how = data.better === 'lower' ? 'lowest' : 'highest';
  return `On average ${data.metric} is ${how} with ${words(first)}, then ${words(second)}`;
}

/** Spread out a little sideways, always the same way, so that equal values can be told apart. */
const aside = (nth: number): number => (((nth * 7) % 11) / 11 - 0.45) * 0.3;

export default defineChart<RunBoxData>({
  id: 'run-box',
  label: 'Metric by group',
  about: 'A metric of runs by the value of a setting or a tag: points, and boxes where there are enough.',
  title,
  subtitle: (data) =>
    `${data.metric}${data.better ? `, ${data.better} is better` : ''}, by ${data.by}; points are runs, a box (quartiles) from ${fewest} runs on. ` +
    `n = ${data.groups.reduce((sum, group) => sum + spreadOfGroup(group).n, 0)} runs`,
  describe: (data) =>
    `${title(data)}. Box plot of ${data.groups.length} groups: ${data.groups.map(words).join('; ')}.`,
  figure(data, theme) {
    const boxes = data.groups.flatMap((group, place): Trace[] => {
      const values = group.members.map(({ value }) => value).filter(Number.isFinite);
      if (values.length < fewest) return [];
      return [
        {
          type: 'box',
          name: plotText(group.label),
          x: values.map(() => place),
          y: values,
          boxpoints: false,
          width: 0.6,
          fillcolor: faded(theme.reference, 0.15),
          line: { color: theme.reference, width: 1.5 },
          hoverinfo: 'skip',
          showlegend: false,
        },
      ];
    });
    const points = data.groups.flatMap(({ members }, place) =>
      members.map((member, nth) => ({ member, x: place + aside(nth) })),
    );
    const isStrong = (id: string): boolean => id === data.highlighted;
    return {
      data: [
        ...boxes,
        {
          type: 'scatter',
          mode: 'markers',
          name: plotText('runs'),
          x: points.map(({ x }) => x),
          y: points.map(({ member }) => (Number.isFinite(member.value) ? member.value : null)),
          text: points.map(({ member }) => plotText(`${member.label}: ${significant(member.value)}`)),
          hovertemplate: plotMarkup`%{text}<extra></extra>`,
          showlegend: false,
          marker: {
            color: points.map(({ member }) => theme.runs[member.colour % theme.runs.length]!),
            size: points.map(({ member }) => (isStrong(member.id) ? 16 : 8)),
            symbol: points.map(({ member }) => (isStrong(member.id) ? 'diamond' : 'circle')),
            line: { color: theme.surface, width: 1 },
          },
        },
      ],
      layout: layout(theme, {
        showlegend: false,
        margin: { l: 8, r: 12, t: 8, b: 8 },
        xaxis: axis(theme, plotText(data.by), {
          showgrid: false,
          range: [-0.6, data.groups.length - 0.4],
          tickvals: data.groups.map((_, place) => place),
          ticktext: data.groups.map(({ label }) =>
            plotText(label.length > 20 ? `${label.slice(0, 19)}…` : label),
          ),
        }),
        yaxis: axis(theme, plotText(data.metric)),
      }),
    };
  },
  csv: (data) =>
    csvText(
      [data.by, 'run', data.metric],
      data.groups.flatMap(({ label, members }) =>
        members.map((member) => [label, member.label, member.value]),
      ),
    ),
});

/** Runs in the order of the drawn points, for what is under the pointer. */
export const boxRuns = (data: RunBoxData): string[] =>
  data.groups.flatMap(({ members }) => members.map(({ id }) => id));
