import { describe, expect, it } from 'vitest';
import { call, create, TestHost } from './training.ts';

describe('the histograms of TensorBoard', () => {
  it('come every so many epochs, by the tags of TensorBoard, with the learning rate at each', async () => {
    const host = new TestHost();
    host.current = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    const callback = create('tensorboard-histograms', { histogram_freq: 2 });
    for (let epoch = 0; epoch < 3; epoch++) await call(callback, 'epoch-end', epoch, new Map(), host);
    const both = [
      ['point', 'epoch_learning_rate', 0.1],
      ['histogram', 'dense_1/kernel/histogram', 1, 2, 3, 4],
      ['histogram', 'dense_1/bias/histogram', 5, 6],
      ['histogram', 'output/kernel/histogram', 7, 8],
      ['histogram', 'output/bias/histogram', 9],
    ];
    expect(host.did).toEqual([...both, ['point', 'epoch_learning_rate', 0.1], ...both]);
    expect(host.said.map(({ text }) => text)).toEqual([
      'histograms of 2 layers after epoch 1',
      'histograms again after epoch 3',
      'histograms of 2 layers after epoch 3',
    ]);
  });

  it('names convolutions and embeddings, and makes none at 0', async () => {
    const host = new TestHost();
    host.architecture = {
      inputs: 9,
      image: {
        height: 3,
        width: 3,
        channels: 1,
        layers: [
          { kind: 'convolution', filters: 1, size: 3, stride: 1, padding: 'valid', activation: 'relu' },
        ],
      },
      layers: [{ units: 1, activation: 'sigmoid' }],
    };
    host.current = new Float32Array(12);
    await call(create('tensorboard-histograms', {}), 'epoch-end', 0, new Map(), host);
    expect(host.did.slice(1).map(([, tag]) => tag)).toEqual([
      'conv_1/kernel/histogram',
      'conv_1/bias/histogram',
      'output/kernel/histogram',
      'output/bias/histogram',
    ]);
    const bag = new TestHost();
    bag.architecture = {
      inputs: 3,
      bag: { words: 2, dimensions: 2, mode: 'mean' },
      layers: [{ units: 1, activation: 'sigmoid' }],
    };
    bag.current = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    await call(create('tensorboard-histograms', {}), 'epoch-end', 0, new Map(), bag);
    expect(bag.did.slice(1)).toEqual([
      ['histogram', 'embedding/embeddings/histogram', 1, 2, 3, 4],
      ['histogram', 'output/kernel/histogram', 5, 6, 7],
      ['histogram', 'output/bias/histogram', 8],
    ]);
    const none = new TestHost();
    await call(create('tensorboard-histograms', { histogram_freq: 0 }), 'epoch-end', 0, new Map(), none);
    expect(none.did).toEqual([['point', 'epoch_learning_rate', 0.1]]);
  });
});
