// A canvas that is painted anew when what it shows changes: at most a few times a second, in a frame of the browser, at the
// screen's own resolution, in the colours of the theme.

import type { Attachment } from 'svelte/attachments';
import type { ChartTheme } from '../charts/parts/types.ts';
import { readTheme, watchTheme } from './theme.ts';

/** Sizes in CSS pixels. */
export type Paint = (
  context: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number },
  theme: ChartTheme,
) => void;

/** What is shown changes up to twenty times a second while a model trains; eyes need no more than this. */
const leastGapMs = 150;

/** @param paint reads what is to be shown and returns how; called again whenever something that it read has changed. */
export const painted =
  (paint: () => Paint): Attachment<HTMLCanvasElement> =>
  (canvas) => {
    const context = canvas.getContext('2d');
    if (!context) return;
    let theme = readTheme(canvas);
    let latest: Paint | null = null;
    let timer = 0;
    let frame = 0;
    let paintedAt = -Infinity;
    const now = (): void => {
      frame = 0;
      paintedAt = performance.now();
      const { clientWidth: width, clientHeight: height } = canvas;
      if (!latest || width === 0) return;
      const ratio = devicePixelRatio || 1;
      const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      latest(context, { width, height }, theme);
    };
    const plan = (): void => {
      if (timer !== 0 || frame !== 0) return;
      timer = window.setTimeout(
        () => {
          timer = 0;
          frame = requestAnimationFrame(now);
        },
        Math.max(0, paintedAt + leastGapMs - performance.now()),
      );
    };
    // The inner effect alone follows what is shown, so that the canvas and its observers are set up once.
    $effect(() => {
      latest = paint();
      plan();
    });
    const resize = new ResizeObserver(plan);
    resize.observe(canvas);
    const unwatch = watchTheme(() => {
      theme = readTheme(canvas);
      plan();
    });
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      resize.disconnect();
      unwatch();
    };
  };
