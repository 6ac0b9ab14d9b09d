import { describe, expect, it } from 'vitest';
import { imageShapes, parameterParts } from '../../../src/core/network.ts';
import { normOf } from '../../../src/core/optimizer-step.ts';
import { batchOf } from '../../../src/engine/looking/batch.ts';
import { layerLooks } from '../../../src/engine/looking/layers.ts';
import { bagCases } from '../trainers/bags.ts';
import { imageCases } from '../trainers/images.ts';
import { oddCases } from '../trainers/parity.ts';

const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);

describe('the looks at layers', () => {
  it.each([...imageCases, ...bagCases, ...oddCases().filter(({ setup }) => setup.weights.length < 3000)])(
    'are one for each layer with parameters, and hold all of its numbers: $name',
    ({ setup }) => {
      const { architecture, weights } = setup;
      const batch = batchOf(setup, weights, 0);
      const looks = layerLooks(architecture, weights, batch);
      const parts = parameterParts(architecture);
      expect(looks.length).toBe(parts.at(-1)!.layer + 1);
      expect(looks.at(-1)!.name).toBe('output');
      expect(new Set(looks.map(({ name }) => name)).size).toBe(looks.length);
      let squares = 0;
      for (const [index, look] of looks.entries()) {
        const own = parts.filter(({ layer }) => layer === index);
        const size = own.reduce((sum, part) => sum + part.size, 0);
        expect(total(look.weights.counts)).toBe(size);
        expect(total(look.gradients.counts)).toBe(size);
        expect(look.units).toBe(own[0]!.shape.at(-1));
        squares += look.gradientNorm ** 2;
        const { image } = architecture;
        const convolution = image?.layers.flatMap((layer, at) => (layer.kind === 'convolution' ? [at] : []))[
          index
        ];
        const places =
          image && convolution !== undefined ? imageShapes(image)[convolution]! : { height: 1, width: 1 };
        expect(total(look.activations.counts)).toBe(
          batch.rows.length * places.height * places.width * look.units,
        );
        expect(look.deadUnits).toBeGreaterThanOrEqual(0);
        expect(look.deadUnits).toBeLessThanOrEqual(look.units);
      }
      expect(Math.sqrt(squares)).toBeCloseTo(normOf(batch.gradient), 10);
    },
  );
});
