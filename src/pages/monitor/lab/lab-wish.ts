// What a person asks of the alert lab, and what comes of it for the engine and for the picture.

import type { LabErrors, LabRequest, LabResult, LabWorld } from '../../../core/alert-lab/lab.ts';
import type { StreamErrors } from '../../../core/alert-lab/stream-errors.ts';
import { streamDetectors } from '../../../core/concept-drift/index.ts';
import type { InjectionCourse } from '../../../core/injection.ts';
import type { MonitorPlan } from '../../../core/monitoring/plan.ts';
import { defaults } from '../../../core/params.ts';
import type { NamedLabLine } from '../../../charts/parts/lab-finding.ts';
import { labText } from '../../text/monitor-lab.ts';

export interface LabWish {
  readonly from: LabErrors['from'];
  /** Of 100. */
  readonly before: number;
  readonly after: number;
  readonly course: InjectionCourse;
  readonly overRows: number;
  readonly rows: number;
  readonly labelDelayRows: number;
  readonly seeds: number;
}

export const firstWish: LabWish = {
  from: 'rates',
  before: 10,
  after: 30,
  course: 'sudden',
  overRows: 500,
  rows: 4000,
  labelDelayRows: 0,
  seeds: 30,
};

/** Errors come in runs: so many in a row are drawn together, where there are enough for that. */
const usualBlock = 50;

/** Null: the world can't be made, because nothing is known of the stream. */
export function worldOf(wish: LabWish, own: StreamErrors | null): LabWorld | null {
  const { from, before, after, course, overRows, rows, labelDelayRows } = wish;
  if (from === 'rows' && !own) return null;
  const errors: LabErrors =
    from === 'rows' && own
      ? {
          from,
          before: own.before,
          after: own.after,
          block: Math.max(
            1,
            Math.min(usualBlock, Math.floor(Math.min(own.before.length, own.after.length) / 4)),
          ),
        }
      : { from: 'rates', before: before / 100, after: after / 100 };
  return {
    errors,
    rows,
    changeAt: Math.floor(rows / 2),
    course,
    overRows: course === 'sudden' ? 0 : overRows,
    labelDelayRows,
  };
}

/** All there are: as the plan has them, the others by their defaults. */
export const labDetectors = ({ detectors }: MonitorPlan): LabRequest['detectors'] =>
  streamDetectors.all.map(({ id, params }) => ({
    id,
    params: detectors.find((one) => one.id === id)?.params ?? defaults(params),
  }));

const knobLabel = (id: string): string => {
  const { knob, params } = streamDetectors.get(id);
  return params[knob.param]?.label ?? knob.param;
};

export const namedLines = ({ lines }: LabResult): NamedLabLine[] =>
  lines.map((line) =>
    line.control
      ? { ...line, label: line.id === 'always' ? labText.controls.always : labText.controls.random, knob: '' }
      : { ...line, label: streamDetectors.get(line.id).label, knob: knobLabel(line.id).toLowerCase() },
  );

/** The plan with one detector turned: it is watched with from now on, whether it was before or not. */
export function withSetting(plan: MonitorPlan, id: string, setting: number): MonitorPlan {
  const { knob } = streamDetectors.get(id);
  const own = labDetectors(plan).find((one) => one.id === id)!;
  const turned = { id, params: { ...own.params, [knob.param]: setting } };
  return {
    ...plan,
    // In the order of the registry, as the plan keeps them.
    detectors: streamDetectors.all.flatMap(({ id: other }) =>
      other === id ? [turned] : plan.detectors.filter((one) => one.id === other),
    ),
  };
}

/** As it is written: 0.001, 1e-9. */
export const settingText = (setting: number): string => String(setting);
