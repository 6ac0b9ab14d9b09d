import { defineSliceKind, type Partition } from '../../slice.ts';
import { clusterNames } from '../cluster-names.ts';
import { kMeans } from '../k-means.ts';
import { checkParts } from '../partitions.ts';

export default defineSliceKind({
  id: 'cluster',
  label: 'Clusters',
  about:
    'Rows that are alike for the model, found by k-means on its prepared inputs and called by what sets them apart.',
  partition: ({ clusters, seed }, { table, rows, inputs, most }): Partition => {
    checkParts(clusters, most, 'clusters');
    const { values, width, features } = inputs();
    const codes = kMeans({ values, width }, clusters, seed);
    const found = codes.reduce((largest, code) => Math.max(largest, code + 1), 0);
    const names = clusterNames(table, Int32Array.from(rows), codes, found, features);
    return { codes, keys: names.map((name) => [['cluster', name]]) };
  },
  matches: (_, key) => key.length === 1 && key[0]![0] === 'cluster',
  arity: () => 1,
  words: ({ clusters }) => `${clusters} clusters`,
});
