// Fills the open project of a page with many runs, as if each had been trained: records, logs and some notes, written
// straight into its database in the layout of src/storage/schema.ts. Runs in the page.

/**
 * @param {{ runs: number, points: number }} wanted
 * @returns {Promise<number>} runs in the project now
 */
export async function fillRuns({ runs, points }) {
  let state = 7;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const request = (asked) =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  const database = await request(indexedDB.open('model-loop'));
  const read = database.transaction(['runs', 'projects']);
  const project = (await request(read.objectStore('projects').getAll())).sort(
    (a, b) => b.openedAt - a.openedAt,
  )[0];
  const [like] = (await request(read.objectStore('runs').getAll())).filter(
    (run) => run.projectId === project.id && run.endedAt !== null,
  );
  const names = ['loss', 'val_loss', like.metric, `val_${like.metric}`];
  const optimizers = ['adam', 'sgd', 'rmsprop', 'momentum'];
  // Each column: how it is written (0: value by value), then its values.
  const packed = (columns) => Float64Array.from(columns.flatMap((column) => [0, ...column]));
  const summary = (values, steps) => {
    let [least, most] = [0, 0];
    values.forEach((value, i) => {
      if (value < values[least]) least = i;
      if (value > values[most]) most = i;
    });
    return {
      n: values.length,
      first: values[0],
      last: values.at(-1),
      lastStep: steps.at(-1),
      min: values[least],
      minStep: steps[least],
      max: values[most],
      maxStep: steps[most],
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    };
  };
  const epochs = Array.from({ length: points }, (_, i) => i + 1);
  const steps = epochs.map((epoch) => epoch * 20);
  for (let from = 2; from <= runs; from += 100) {
    const write = database.transaction(['runs', 'logs', 'notes'], 'readwrite');
    for (let number = from; number < from + 100 && number <= runs; number++) {
      const id = `${project.id}/run/${number}`;
      const [rate, floor, noise] = [10 ** (-1 - 3 * next()), 0.15 + 0.5 * next(), 0.02 * next()];
      const curve = (start, end) =>
        epochs.map((epoch) => end + (start - end) * Math.exp((-epoch / points) * 5) + noise * (next() - 0.5));
      const columns = [
        curve(1.2, floor),
        curve(1.3, floor * 1.1),
        curve(0.5, 1 - floor),
        curve(0.5, 1 - floor * 1.1),
      ];
      const status = number % 97 === 0 ? 'failed' : number % 41 === 0 ? 'stopped' : 'done';
      const parentId = number % 25 === 0 ? `${project.id}/run/${number - 7}` : null;
      write.objectStore('runs').put({
        ...like,
        id,
        number,
        name: `Run ${number}`,
        purpose: 'retrain',
        status,
        training: {
          ...like.training,
          optimizer: optimizers[number % 4],
          learningRate: Number(rate.toPrecision(3)),
          batchSize: 16 << (number % 4),
          epochs: points,
        },
        model: { ...like.model, params: { ...like.model.params, units: 8 << (number % 3) } },
        seed: number,
        epochs: points,
        summary: Object.fromEntries(names.map((name, i) => [name, summary(columns[i], steps)])),
        parentId,
        forkedFrom: parentId ? { runId: parentId, epoch: 10, step: 200 } : null,
        startedAt: like.startedAt + number * 1000,
        endedAt: like.startedAt + number * 1000 + 900 + Math.round(5000 * next()),
        error: status === 'failed' ? { code: 'diverged', message: 'The loss became NaN at step 412.' } : null,
        modelVersionId: null,
      });
      write.objectStore('logs').put({
        v: 1,
        runId: id,
        projectId: project.id,
        epochs: points,
        history: packed([epochs, ...columns, steps]),
        series: [],
        events: [],
        files: [],
        tags: [],
        histograms: new Float64Array(0),
      });
      if (number % 10 === 0)
        write.objectStore('notes').put({
          v: 1,
          runId: id,
          projectId: project.id,
          name: number % 50 === 0 ? `night ${number / 50}` : null,
          colour: null,
          notes: number % 30 === 0 ? 'Looks promising: try again with more rows.' : '',
          tags: { sweep: String(number % 7), ...(number % 20 === 0 ? { keep: '' } : {}) },
          archivedAt: null,
          deletedAt: null,
        });
    }
    await new Promise((resolve, reject) => {
      write.oncomplete = resolve;
      write.onerror = () => reject(write.error);
      write.onabort = () => reject(write.error);
    });
  }
  const count = await request(database.transaction('runs').objectStore('runs').count());
  database.close();
  return count;
}
