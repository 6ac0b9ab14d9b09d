// The graphics adapter that WebGPU offers here, in its own words.

export interface Adapter {
  readonly name: string;
  /** Computed by the processor (SwiftShader, llvmpipe …): never presented as a GPU, never chosen over WebAssembly. */
  readonly software: boolean;
}

/** Null where there is none. */
export async function findAdapter(): Promise<Adapter | null> {
  // Typed as always there, which is true of few browsers.
  const gpu: GPU | undefined = 'gpu' in navigator ? navigator.gpu : undefined;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const words = [vendor, architecture, description].filter(Boolean);
  const name = [...new Set(words)].join(' ') || 'unnamed adapter';
  return {
    name,
    software: isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(name),
  };
}
