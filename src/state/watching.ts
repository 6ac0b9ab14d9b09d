// What watches the deployed model, put together: monitors, the rules on their figures, and the questions that go with them.

import type { Run } from '../core/records.ts';
import type { Engine } from '../engine/engine.ts';
import { AlertLab } from './alert-lab.svelte.ts';
import { Alerting } from './alerting.svelte.ts';
import { BlindSpotSearch } from './blind-spots.svelte.ts';
import { Blaming } from './blaming.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Evaluator } from './evaluator.ts';
import type { Models } from './models.svelte.ts';
import { Monitoring, type MonitoringParts } from './monitoring.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { Quiet } from './quiet.svelte.ts';
import type { RunPlanner } from './run-planner.ts';
import { comparedRows } from './watched-rows.ts';

export interface WatchingParts extends Pick<MonitoringParts, 'change' | 'warn'> {
  readonly store: ProjectStore;
  readonly datasets: Datasets;
  readonly models: Models;
  readonly evaluator: Evaluator;
  readonly engine: Engine;
  readonly planner: RunPlanner;
}

export class Watching {
  readonly monitoring: Monitoring;
  readonly alerting: Alerting;
  readonly blaming: Blaming;
  readonly quiet: Quiet;
  readonly blindSpots: BlindSpotSearch;
  readonly alertLab: AlertLab;

  constructor({ planner, change, warn, ...parts }: WatchingParts) {
    const ofRows = {
      ...parts,
      rowsOfRun: async (run: Run) => {
        const { request, validation } = await planner.request(run, null);
        return { train: request.rows, validation };
      },
    };
    const monitoring = new Monitoring({ ...ofRows, change, warn });
    const alerting = new Alerting({ ...parts, monitoring });
    this.monitoring = monitoring;
    this.alerting = alerting;
    this.blaming = new Blaming({
      ...{ ...ofRows, monitoring, alerting },
      unseenBy: async (version) => (await comparedRows(version, { of: 'validation' }, ofRows)).unseen,
    });
    this.quiet = new Quiet({ ...parts, monitoring, alerting });
    this.blindSpots = new BlindSpotSearch({ ...parts, monitoring });
    this.alertLab = new AlertLab(parts);
  }

  /** The project is left. The monitors are told of it before, by whoever leaves it. */
  forget(): void {
    this.alerting.forget();
    this.blaming.forget();
    this.quiet.forget();
    this.blindSpots.forget();
    this.alertLab.forget();
  }
}
