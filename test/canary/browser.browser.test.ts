// The browser that the tests run in is the kind the page is made for. Otherwise tests of WebGPU could pass untested.

import { add, ready, scalar, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgpu';
import { expect, it } from 'vitest';

it('has a WebGPU adapter, and TensorFlow.js computes on it', async () => {
  expect(await navigator.gpu?.requestAdapter()).toBeInstanceOf(GPUAdapter);
  expect(await setBackend('webgpu')).toBe(true);
  await ready();
  expect([...(await add(scalar(1), scalar(2)).data())]).toEqual([3]);
});

it('runs in a secure context with storage, locks and digests', () => {
  expect(isSecureContext).toBe(true);
  expect(indexedDB).toBeDefined();
  expect(navigator.locks).toBeDefined();
  expect(crypto.subtle).toBeDefined();
});
