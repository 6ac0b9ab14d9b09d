// Words of the data room's frame. Each section has a file of its own.

export const dataRoomText = {
  label: 'Parts of the data room',
  sections: {
    choose: 'Choose data',
    look: 'This data',
    versions: 'Versions',
    prepare: 'Preparation',
  },
};
