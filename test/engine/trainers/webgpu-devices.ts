// GPU devices for tests, with nothing said unheard.

import { afterAll, expect } from 'vitest';

/** Whether to take the long way: VITE_FUZZ=1, the only kind of variable that reaches a browser. */
export const fuzz = import.meta.env['VITE_FUZZ'] === '1';

/** Which part of a long list is tried: the same one every day, so that a red run can be had again; VITE_TURN=… takes another. */
export const turn = Number(import.meta.env['VITE_TURN'] ?? 0);

const errors: string[] = [];
const devices: GPUDevice[] = [];

/** A device with the limits that every device has. Destroyed at the end of the file. */
export async function newDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('No WebGPU adapter.');
  const device = await adapter.requestDevice();
  device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
  devices.push(device);
  return device;
}

afterAll(() => {
  for (const device of devices) device.destroy();
  expect(errors).toEqual([]);
});
