import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import first from '../fixtures/storage/records-v1.json';
import second from '../fixtures/storage/records-v2.json';
import { usualRules } from '../../src/core/alerting/usual-rules.ts';
import { readRecord, upgradeRecord } from '../../src/core/record-formats.ts';
import type { RecordKind } from '../../src/core/record-formats.ts';
import { evaluation, settings, trial, trialMove, versionNote } from '../storage/evaluation-records.ts';
import {
  alert,
  checkpoint,
  datasetVersion,
  epochs,
  keptCheckpoint,
  line,
  logPart,
  modelVersion,
  placeOf,
  performance,
  project,
  run,
  runLog,
  runNote,
  windowRecord,
} from '../storage/records.ts';

const samples: [RecordKind, object][] = [
  ['project', project()],
  ['dataset version', datasetVersion()],
  [
    'run',
    run('r', { plan: project().settings.retrain, error: { code: 'diverged', message: 'Loss is NaN.' } }),
  ],
  [
    'model version',
    modelVersion('m', {
      comparison: {
        metric: 'accuracy',
        span: { from: 1, to: 2 },
        rows: 1,
        championId: 'c',
        championValue: NaN,
        challengerValue: 0.5,
        difference: { value: NaN, low: NaN, high: NaN, n: 0 },
        confidence: 0.95,
        resamples: 1000,
        verdict: 'unclear',
      },
    }),
  ],
  ['window', windowRecord(0, { performance, drift: { a: Infinity } })],
  ['alert', alert()],
  ['ledger line', line()],
  ['version note', versionNote()],
  ['evaluation', evaluation()],
  ['run log', runLog()],
  ['log part', logPart()],
  ['run note', runNote()],
  ['kept place', placeOf(keptCheckpoint())],
  ['kept checkpoint', keptCheckpoint()],
  ['checkpoint', checkpoint()],
  ['weights', { digest: 'ab', bytes: new ArrayBuffer(8) }],
];

/** With everything that a record may lack. */
const whole: [RecordKind, object][] = [
  ['model version', modelVersion('m', { threshold: 0.3 })],
  ['window', windowRecord(0, { trial: trial() })],
  ['ledger line', line(1, { kind: 'trial-widened', trial: trialMove(), alias: 'best', evaluationId: 'e' })],
  ['project', project('p', { settings: { ...project().settings, evaluation: settings() } })],
  [
    'project',
    project('p', {
      settings: {
        ...project().settings,
        monitor: {
          v: 1,
          window: { by: 'rows', rows: 100, step: null },
          reference: { of: 'rows', span: { from: 0, to: 60 } },
          measures: [{ id: 'psi', params: { bins: 10 } }],
          detectors: [{ id: 'ddm', params: { confidence: 3, twoSided: false } }],
          slices: [{ by: 'values', features: ['colour'], fixed: {} }],
        },
      },
    }),
  ],
  [
    'project',
    project('p', {
      settings: {
        ...project().settings,
        monitor: {
          v: 1,
          window: { by: 'time', period: 'week' },
          reference: { of: 'validation' },
          measures: [],
          detectors: [],
          slices: [],
        },
      },
    }),
  ],
  [
    'project',
    project('p', {
      settings: {
        ...project().settings,
        injections: [
          {
            id: 'c1',
            kind: 'shift-mean',
            params: { column: 'hour', amount: 2 },
            course: 'sudden',
            overRows: 0,
            fromRow: 12,
            toRow: 20,
            since: 10,
            decidedAt: 8,
            endedByHand: true,
          },
        ],
      },
    }),
  ],
  ['project', project('p', { settings: { ...project().settings, alerts: usualRules } })],
  [
    'alert',
    alert('a', { ruleId: 'drift', severity: 'warning', figures: ['drift/psi/a'], words: 'It drifts.' }),
  ],
  ['ledger line', line(1, { kind: 'alert-snoozed', alertId: 'a', until: 7 })],
];

describe('readRecord', () => {
  it.each([...samples, ...whole])('reads a %s as it was written', (kind, record) => {
    expect(readRecord(kind, structuredClone(record))).toEqual(record);
  });

  it.each(samples)('names each missing field of a %s', (kind, record) => {
    for (const field of Object.keys(record)) {
      const broken = Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));
      expect(() => readRecord(kind, broken)).toThrow(expect.objectContaining({ code: 'corrupt' }));
      expect(() => readRecord(kind, broken)).toThrow(`"${field}"`);
    }
  });

  it.each(samples)('drops stray fields of a %s and makes fresh objects', (kind, record) => {
    const read = readRecord(kind, { ...record, stray: 1 });
    expect(read).toEqual(record);
    expect(read).not.toBe(record);
  });

  it.each(samples)('never throws anything but AppError over a mangled %s', (kind, record) => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(record)), fc.anything(), (field, value) => {
        try {
          readRecord(kind, { ...record, [field]: value });
        } catch (thrown) {
          expect(thrown).toMatchObject({
            name: 'AppError',
            code: expect.stringMatching(/^(corrupt|newer-data)$/),
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says where in a nested record the damage is', () => {
    const settings = { ...project().settings, training: { ...project().settings.training, epochs: -1 } };
    expect(() => readRecord('project', { ...project(), settings })).toThrow('settings.training.epochs');
  });

  it('takes NaN and infinite losses, but no epochs out of shape', () => {
    const [first] = epochs(1);
    const diverged = { ...first!, loss: Infinity, metric: NaN };
    expect(readRecord('run log', runLog('r', { history: [diverged] })).history).toEqual([diverged]);
    for (const point of [
      null,
      7,
      {},
      { ...first, loss: '1' },
      { ...first, epoch: NaN },
      { ...first, step: 0.5 },
    ])
      expect(() => readRecord('run log', { ...runLog(), history: [point] })).toThrow('"history"');
  });

  it('reads an error code of a later page as unknown', () => {
    const error = { code: 'something-new', message: 'x' };
    expect(readRecord('run', { ...run(), error }).error).toEqual({ code: 'unknown', message: 'x' });
  });

  it('goes on reading what the first release wrote', () => {
    expect(readRecord('project', first.records.project).settings.retrain.mix).toBe('all');
    expect(readRecord('dataset version', first.records['dataset version']).rows).toBe(100);
    expect(readRecord('run', first.records.run)).toMatchObject({
      v: 2,
      name: 'Run 1',
      epochs: 1,
      summary: { val_loss: { n: 1, last: 0.6 } },
      parentId: null,
      weightsDigest: null,
      recipeDigest: '',
    });
    expect(readRecord('model version', first.records['model version']).recipe.inputs[0]!.steps).toHaveLength(
      1,
    );
    expect(readRecord('alert', first.records.alert).threshold).toBe(0.78);
    expect(readRecord('ledger line', first.records['ledger line']).kind).toBe('started');
  });

  it('says of versions from before what nobody noted, and guesses nothing', () => {
    const version = readRecord('model version', second.records['model version']);
    expect(version).toMatchObject({ v: 3, signature: null, dataDigest: null });
    expect({ ...version, v: 2, signature: undefined, dataDigest: undefined }).toEqual(
      second.records['model version'],
    );
  });

  it('takes slices of slices of slices, and names the damage inside', () => {
    const slices = [{ by: 'cross', of: [{ by: 'cross', of: [{ by: 'bins' }] }] }];
    const damaged = { ...evaluation(), settings: { ...settings(), slices } };
    expect(() => readRecord('evaluation', damaged)).toThrow('settings.slices.0');
  });

  it.each([null, undefined, 3, 'text', [], new Float32Array(1)])('refuses %s', (value) => {
    expect(() => readRecord('alert', value)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });

  it('tells a newer format from damage', () => {
    expect(() => readRecord('project', { ...project(), v: 2 })).toThrow(
      expect.objectContaining({ code: 'newer-data' }),
    );
    for (const v of [0, -1, 1.5, '1', null])
      expect(() => readRecord('project', { ...project(), v })).toThrow(
        expect.objectContaining({ code: 'corrupt' }),
      );
  });
});

describe('upgradeRecord', () => {
  const steps = [
    (old: Readonly<Record<string, unknown>>) => ({ ...old, v: 2, addedIn2: true }),
    ({ oldName, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, v: 3, newName: oldName }),
  ];

  it('lifts a record through every format that it lacks', () => {
    const old = Object.freeze({ v: 1, oldName: 'x' });
    expect(upgradeRecord('alert', old, steps)).toEqual({ v: 3, addedIn2: true, newName: 'x' });
    expect(upgradeRecord('alert', { v: 2, oldName: 'x' }, steps)).toEqual({ v: 3, newName: 'x' });
    expect(upgradeRecord('alert', { v: 3, newName: 'x' }, steps)).toEqual({ v: 3, newName: 'x' });
    expect(upgradeRecord('checkpoint', { oldName: 'x' }, steps)).toEqual({
      v: 3,
      addedIn2: true,
      newName: 'x',
    });
  });

  it('refuses a format beyond the last step', () => {
    expect(() => upgradeRecord('alert', { v: 4 }, steps)).toThrow(
      expect.objectContaining({ code: 'newer-data' }),
    );
  });
});
