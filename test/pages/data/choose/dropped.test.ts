import { describe, expect, it } from 'vitest';
import { sourceOfFiles, textSource } from '../../../../src/pages/data/choose/dropped.ts';

const file = (name: string, folder = ''): File => {
  const made = new File(['x'], name);
  Object.defineProperty(made, 'webkitRelativePath', { value: folder && `${folder}/${name}` });
  return made;
};

describe('what was chosen', () => {
  it('is a file by itself, several files a folder, a folder with its paths', () => {
    expect(sourceOfFiles([])).toBeNull();
    expect(sourceOfFiles([file('a.csv')])).toMatchObject({ from: 'file', name: 'a.csv' });
    expect(sourceOfFiles([file('1.png'), file('2.png')])).toMatchObject({
      from: 'folder',
      name: '2 files',
      files: [{ path: '1.png' }, { path: '2.png' }],
    });
    expect(sourceOfFiles([file('1.png', 'shapes/round')])).toMatchObject({
      from: 'folder',
      name: 'shapes',
      files: [{ path: 'shapes/round/1.png' }],
    });
  });

  it('is a text, unless it is blank', () => {
    expect(textSource('a,b\n1,2')).toMatchObject({ from: 'text', text: 'a,b\n1,2' });
    expect(textSource(' \n\t')).toBeNull();
  });
});
