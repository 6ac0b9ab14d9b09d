import { defineCallback } from '../callback.ts';

/** keras.callbacks.RemoteMonitor of 3.15.1, to another tab instead of a server. It never fails. */
export default defineCallback({
  id: 'remote-monitor',
  label: 'Send to another tab (RemoteMonitor)',
  about: 'Sends the figures of each epoch to other tabs of this page that listen.',
  params: {},
  problem: () => null,
  everyBatch: () => false,
  create: () => ({
    hooks: {
      'epoch-end'(epoch, logs, host) {
        // Keras puts the epoch in first, so a figure of that name would win.
        host.publish(Object.fromEntries([['epoch', epoch], ...logs]));
        host.say(`sent ${logs.size} figures of epoch ${epoch + 1}`, true);
      },
    },
    state: () => ({}),
    restore() {
      // It remembers nothing.
    },
  }),
});
