// The real engine in a worker whose graphics devices can be destroyed from the test, as a driver update would.

const devices: GPUDevice[] = [];
const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (...request) {
  const device = await requestDevice.apply(this, request);
  devices.push(device);
  return device;
};
self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (data === 'destroy the device') devices.at(-1)?.destroy();
});

await import('../../src/engine/engine.worker.ts');

export {};
