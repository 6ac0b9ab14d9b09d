import { defineEdit } from '../edit.ts';
import { editPictures, shareParam } from '../images-edit.ts';
import { contrast } from '../images.ts';
import { numberOf } from '../params.ts';

export default defineEdit({
  id: 'contrast-images',
  label: 'Change the contrast of pictures',
  about: 'Moves every pixel towards mid grey or away from it, as fog or a wrong exposure does.',
  group: 'image',
  picks: 'may',
  needsOther: false,
  params: {
    factor: {
      type: 'number',
      label: 'Factor',
      help: 'Below 1 pictures become flat, above 1 hard.',
      min: 0,
      max: 5,
      step: 0.1,
      default: 0.4,
    },
    share: shareParam,
  },
  apply(input) {
    const factor = numberOf(input.params, 'factor');
    return editPictures(input, `multiplied the contrast by ${factor}`, (shape) => contrast(shape, factor));
  },
});
