// The graphics adapter that WebGPU offers here, in its own words.

export interface Adapter {
  readonly name: string;
  /** Computed by the processor (SwiftShader, llvmpipe …): never presented as a GPU, never chosen over WebAssembly. */
  readonly software: boolean;
}

const nameOf = ({ vendor, architecture, description }: GPUAdapterInfo): string =>
  [...new Set([vendor, architecture, description].filter(Boolean))].join(' ') || 'unnamed adapter';

/** Whether an adapter is the processor in disguise, by its own word or by its name. */
export const isSoftware = (info: GPUAdapterInfo): boolean =>
  info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(nameOf(info));

/** A browser whose graphics process has only just started says once that there is none. */
const patienceMs = 100;

/** Null where there is none. */
export async function findAdapter(): Promise<Adapter | null> {
  // Typed as always there, which is true of few browsers.
  const gpu: GPU | undefined = 'gpu' in navigator ? navigator.gpu : undefined;
  if (!gpu) return null;
  const ask = () => gpu.requestAdapter({ powerPreference: 'high-performance' });
  const adapter =
    (await ask()) ?? (await new Promise((resolve) => setTimeout(resolve, patienceMs)).then(ask));
  if (!adapter) return null;
  return { name: nameOf(adapter.info), software: isSoftware(adapter.info) };
}
