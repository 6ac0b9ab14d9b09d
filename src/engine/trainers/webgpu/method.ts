// What the two ways to compute steps have in common.

export interface Piece {
  readonly firstStep: number;
  readonly steps: number;
  readonly firstModel: number;
  readonly models: number;
}

/** A way to compute steps; settings and factors are on the card when it is asked. */
export interface Method {
  readonly mostSteps: number;
  /** That fit into one piece. */
  readonly mostModels: number;
  encode(encoder: GPUCommandEncoder, piece: Piece): void;
  dispose(): void;
}
