import { describe, expect, it } from 'vitest';
import { call, create, TestHost } from './training.ts';

describe('RemoteMonitor', () => {
  it('sends the epoch, from 0, and the log', async () => {
    const host = new TestHost();
    const logs = new Map([
      ['loss', NaN],
      ['val_loss', 0.5],
    ]);
    await call(create('remote-monitor', {}), 'epoch-end', 2, logs, host);
    expect(host.did).toEqual([['publish', { epoch: 2, loss: NaN, val_loss: 0.5 }]]);
    expect(host.said).toEqual([{ text: 'sent 2 figures of epoch 3', acted: true }]);
  });
});
