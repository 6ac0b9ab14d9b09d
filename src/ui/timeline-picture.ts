// What every part of the timeline is drawn with: its colours, and where windows and values lie.

import { token } from './theme.ts';
import type { TimelineModel } from './timeline-model.ts';

export interface TimelineColours {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly axis: string;
  readonly hatch: string;
  readonly alarm: string;
  readonly onAlarm: string;
  readonly change: string;
  readonly reference: string;
  readonly versions: readonly string[];
  readonly font: string;
}

export function timelineColours(element: Element): TimelineColours {
  return {
    surface: token(element, 'surface'),
    text: token(element, 'text'),
    muted: token(element, 'text-2'),
    line: token(element, 'line'),
    axis: token(element, 'line-strong'),
    hatch: token(element, 'hatch'),
    alarm: token(element, 'alarm'),
    onAlarm: token(element, 'on-alarm'),
    change: token(element, 'challenger'),
    reference: token(element, 'reference'),
    versions: [token(element, 'version-1'), token(element, 'version-2'), token(element, 'version-3')],
    font: `12px ${token(element, 'font')}`,
  };
}

export interface Picture {
  readonly context: CanvasRenderingContext2D;
  readonly model: TimelineModel;
  readonly colours: TimelineColours;
  readonly width: number;
  readonly height: number;
  /** Pixel of a window's left edge. */
  x(index: number): number;
  /** Pixel of a value; up is more, as in the large chart. */
  y(value: number): number;
}

export const labelHeight = 16;
