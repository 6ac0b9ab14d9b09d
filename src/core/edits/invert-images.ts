import { defineEdit } from '../edit.ts';
import { editPictures, shareParam } from '../images-edit.ts';
import { invert } from '../images.ts';

export default defineEdit({
  id: 'invert-images',
  label: 'Invert pictures',
  about: 'Makes black white and white black, as if light text on dark paper came in.',
  group: 'image',
  picks: 'may',
  needsOther: false,
  params: { share: shareParam },
  apply: (input) => editPictures(input, 'inverted the brightness', invert),
});
