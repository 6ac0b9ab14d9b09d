import { defineEdit } from '../edit.ts';
import { editPictures, shareParam } from '../images-edit.ts';
import { noise } from '../images.ts';
import { numberOf } from '../params.ts';

export default defineEdit({
  id: 'noise-images',
  label: 'Add noise to pictures',
  about: 'Adds a random normal number to every pixel, as a worn sensor or too little light does.',
  group: 'image',
  picks: 'may',
  needsOther: false,
  params: {
    deviation: {
      type: 'number',
      label: 'Strength',
      help: 'Standard deviation, as a share of the brightest value.',
      min: 0.01,
      max: 1,
      step: 0.01,
      default: 0.2,
    },
    share: shareParam,
  },
  apply(input) {
    const deviation = numberOf(input.params, 'deviation');
    return editPictures(input, `added noise of ${deviation} of the brightest value`, (shape) =>
      noise(shape, deviation, input.random.stream('noise')),
    );
  },
});
