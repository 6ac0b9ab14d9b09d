// Points that are being drawn, with every earlier state, so that each stroke can be taken back.

import { pointsTable, spray, type DrawnPoint } from '../../../core/points.ts';
import { Random } from '../../../core/random.ts';
import type { Table } from '../../../core/table.ts';

/** Half the width of the drawing; x and y go from −reach to reach. */
export const reach = 5;
export const classNames = ['A', 'B', 'C'] as const;
export type Tool = (typeof classNames)[number] | 'erase';

const mostPoints = 5000;
/** Steps that can be taken back. */
const mostSteps = 100;

const inside = (value: number): number => Math.min(reach, Math.max(-reach, value));

export class Drawing {
  #points = $state.raw<readonly DrawnPoint[]>([]);
  #past = $state.raw<readonly (readonly DrawnPoint[])[]>([]);
  readonly #random = new Random(1);
  tool = $state<Tool>('A');
  /** Radius of brush and eraser, in the unit of the drawing. */
  size = $state(0.5);
  /** Points that one dab of the brush sprays. */
  density = $state(3);

  get points(): readonly DrawnPoint[] {
    return this.#points;
  }
  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get isFull(): boolean {
    return this.#points.length >= mostPoints;
  }
  countOf(name: string): number {
    return this.#points.reduce((sum, point) => sum + (point.class === name ? 1 : 0), 0);
  }

  /** A stroke begins: what is there now can be come back to. */
  begin(): void {
    this.#past = [...this.#past.slice(1 - mostSteps), this.#points];
  }

  /** A stroke that changed nothing is none. */
  end(): void {
    if (this.#past.at(-1) === this.#points) this.#past = this.#past.slice(0, -1);
  }

  /** The brush sprays, or the eraser rubs, at a place. */
  dab(x: number, y: number): void {
    const { tool, size } = this;
    if (tool !== 'erase') return this.#add({ x, y }, this.density, size / 2, tool);
    const kept = this.#points.filter((point) => Math.hypot(point.x - x, point.y - y) > size);
    if (kept.length < this.#points.length) this.#points = kept;
  }

  /** A round heap of points, as one step. */
  cluster(x: number, y: number, count: number, spread: number, name: string): void {
    this.begin();
    this.#add({ x, y }, count, spread, name);
    this.end();
  }

  #add(centre: { x: number; y: number }, count: number, spread: number, name: string): void {
    const room = Math.min(count, mostPoints - this.#points.length);
    if (room <= 0) return;
    const fresh = spray(centre, room, spread, name, this.#random);
    // What is beyond the edge could neither be seen nor rubbed out.
    this.#points = [
      ...this.#points,
      ...fresh.map((point) => ({ ...point, x: inside(point.x), y: inside(point.y) })),
    ];
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#points = before;
  }

  clear(): void {
    if (this.#points.length === 0) return;
    this.begin();
    this.#points = [];
  }

  table(): Table {
    return pointsTable(this.#points);
  }
}
