// The data of a scene as the page holds it, without a page.

import { arrangeTable } from '../../../src/core/arrange.ts';
import { datasets } from '../../../src/core/datasets/index.ts';
import { digestTable } from '../../../src/core/digest.ts';
import { scenarios } from '../../../src/core/scenarios/index.ts';
import { classesOf, truthOf } from '../../../src/core/target.ts';
import { windowCount } from '../../../src/core/windows.ts';
import type { OpenDataset } from '../../../src/state/datasets.svelte.ts';
import { rawTable } from '../../core/scenarios/simulate.ts';

export async function openOf(id: string): Promise<OpenDataset> {
  const scenario = scenarios.get(id);
  const { seed, target, task, trainRows, windowRows } = scenario;
  const table = arrangeTable(await rawTable(scenario, seed), scenario, seed);
  const classes = classesOf(table, target, task);
  return {
    dataset: datasets.get(scenario.dataset),
    scenario,
    seed,
    table,
    source: table,
    script: [],
    digest: await digestTable(table),
    classes,
    truth: truthOf(table, target, task, classes),
    windows: windowCount(table.rows, trainRows, windowRows),
    ids: Float64Array.from({ length: table.rows }, (_, row) => row),
    parts: null,
    nextId: table.rows,
    packed: null,
  };
}
