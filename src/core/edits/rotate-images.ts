import { defineEdit } from '../edit.ts';
import { editPictures, shareParam } from '../images-edit.ts';
import { rotation } from '../images.ts';
import { numberOf } from '../params.ts';

export default defineEdit({
  id: 'rotate-images',
  label: 'Rotate pictures',
  about:
    'Turns pictures about their centre, as if the camera were held at an angle. Corners that come into view are black.',
  group: 'image',
  picks: 'may',
  needsOther: false,
  params: {
    degrees: {
      type: 'number',
      label: 'Angle',
      help: 'Degrees, anticlockwise.',
      min: -180,
      max: 180,
      step: 1,
      default: 20,
    },
    share: shareParam,
  },
  apply(input) {
    const degrees = numberOf(input.params, 'degrees');
    return editPictures(input, `rotated by ${degrees}°`, (shape) => rotation(shape, degrees));
  },
});
