// "Choose data" as a person uses it: files, text, drawing, generating, the catalogue; on the real workers.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import Choose from '../../src/pages/data/choose/Choose.svelte';
import { makeApp, until, type Made } from '../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../ui/axe.ts';
import Host from './Host.svelte';

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  await made.app.start();
  await made.app.stream.pause();
}, 60_000);
afterAll(() => made.close());
beforeEach(() => made.app.draft.discard());

const room = () => render(Host, { app: made.app, part: Choose });
const draft = () => made.app.draft;
const looked = () => until(() => draft().profile.phase === 'done', 'the profile is there');

const lines = Array.from({ length: 120 }, (_, i) => {
  const calls = (i * 7) % 11;
  return `${20 + ((i * 13) % 50)},${calls},${calls > 5 ? 'leaves' : 'stays'},${calls > 5 ? 1 : 0}`;
});
const csv = ['age,calls,answer,told', ...lines].join('\n');

function transferOf(...files: File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}
const drop = (transfer: DataTransfer) =>
  document.body.dispatchEvent(
    new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
  );

describe('from a file to training', () => {
  it('takes three clicks: choose, use, train', { timeout: 60_000 }, async () => {
    const screen = await room();
    const input = screen.container.querySelector<HTMLInputElement>('input[type="file"][multiple]');
    if (!input) throw new Error('no field for files');
    // The first click opens the browser's own dialog; this is what it gives.
    await userEvent.upload(input, new File([csv], 'calls.csv'));
    await screen.getByRole('button', { name: 'Use this data' }).first().click();
    await looked();
    const train = screen.getByRole('button', { name: 'Train', exact: true });
    await expect.element(train).not.toHaveAttribute('aria-disabled');
    await expect.element(screen.getByText(/In random order, the first 72 rows are known/)).toBeVisible();
    await train.click();
    await until(
      () => made.app.store.isOpen && made.app.store.project.scenario?.label === 'calls.csv',
      'it opens',
    );
    await until(() => !made.app.projects.opening, 'its first model is trained');
    await made.app.stream.pause();
    expect(made.app.models.champion?.number).toBe(1);
    expect(location.hash).toBe('#/home');
  });

  it('lets a person say what the model is judged by', { timeout: 30_000 }, async () => {
    const screen = await room();
    await draft().intake.bring({ from: 'text', name: 'calls', text: csv });
    await looked();
    draft().accept();
    const judge = screen.getByLabelText('Judged by');
    await expect.element(judge).toHaveValue('accuracy');
    await userEvent.selectOptions(judge, 'roc-auc');
    await until(() => draft().setup?.metric === 'roc-auc', 'it is chosen');
    await expect.element(screen.getByText(/How often a random positive row/)).toBeVisible();
    draft().change({ task: 'multiclass' });
    expect(draft().setup?.metric).toBe('accuracy');
  });

  it(
    'warns of the column that tells the answer, and leaves it out with one click',
    { timeout: 30_000 },
    async () => {
      const screen = await room();
      const header = 'age,calls,told,answer';
      const turned = lines
        .map((line) => line.split(','))
        .map(([age, calls, answer, told]) => [age, calls, told, answer].join(','));
      await draft().intake.bring({ from: 'text', name: 'calls', text: [header, ...turned].join('\n') });
      await looked();
      draft().accept();
      const warning = screen.getByText('These may give the answer away');
      await expect.element(warning).toBeVisible();
      await screen.getByRole('button', { name: 'Leave told out' }).first().click();
      await until(() => draft().held?.schema.fields[2]?.role === 'ignore', 'it is left out');
      await looked();
      await expect.element(screen.getByLabelText('Role of told')).toHaveValue('ignore');
      expect(draft().setup?.recipe.inputs.map(({ name }) => name)).not.toContain('told');
    },
  );
});

describe('bringing', () => {
  it('takes what is dropped anywhere, and says what cannot be read', { timeout: 30_000 }, async () => {
    const screen = await room();
    expect(drop(transferOf(new File([csv], 'dropped.csv')))).toBe(false);
    await expect.element(screen.getByRole('heading', { name: 'What was read: dropped.csv' })).toBeVisible();
    drop(transferOf(new File(['a,b\n1,2\n3,4,5\n6,7\n'], 'ragged.csv')));
    const alert = screen.getByRole('alert');
    await expect.element(alert).toHaveTextContent(/ragged\.csv was not read.*line 3/);
    await screen.getByLabelText('Rows with too few or too many cells').selectOptions('leave them out');
    await expect.element(screen.getByRole('heading', { name: 'What was read: ragged.csv' })).toBeVisible();
    expect(draft().held?.rows).toBe(2);
    await screen.getByRole('button', { name: 'Put it away' }).click();
    await expect.element(screen.getByRole('heading', { name: 'Bring your own data' })).toBeVisible();
  });

  it('gives up a folder that is still being walked through for what comes after it', async () => {
    await room();
    const slow = new DataTransfer();
    const file = {
      ...{ isFile: true, isDirectory: false, fullPath: '/slow/old.csv' },
      file: (done: (file: File) => void) => done(new File([csv], 'old.csv')),
    };
    let portions = [[file], []];
    let walked = false;
    const readEntries = (done: (entries: unknown[]) => void) =>
      setTimeout(() => {
        const [first = [], ...others] = portions;
        portions = others;
        walked = first.length === 0;
        done(first);
      }, 100);
    const folder = { isFile: false, isDirectory: true, name: 'slow', createReader: () => ({ readEntries }) };
    Object.defineProperty(slow, 'items', { value: [{ kind: 'file', webkitGetAsEntry: () => folder }] });
    drop(slow);
    drop(transferOf(new File([csv], 'quick.csv')));
    await until(() => draft().held?.name === 'quick.csv', 'the second one is read');
    await until(() => walked, 'the folder is walked through');
    await looked();
    expect(draft().held?.name).toBe('quick.csv');
    expect(draft().intake.job.phase).toBe('done');
  });

  it('says which words count as missing, and keeps them with one click', { timeout: 30_000 }, async () => {
    const screen = await room();
    const codes = Array.from(
      { length: 60 },
      (_, i) => `${['NA', 'DE', 'FR'][i % 3]},${(i * 7) % 5},${i % 2}`,
    );
    await draft().intake.bring({ from: 'text', name: 'codes', text: ['country,x,y', ...codes].join('\n') });
    await looked();
    await expect.element(screen.getByText(/"NA" counts as missing, but it may be a code/)).toBeVisible();
    expect(await accessibilityProblems(screen.container)).toEqual([]);
    await screen.getByRole('button', { name: 'Keep "NA" as a word (country)' }).click();
    await expect.element(screen.getByText(/"NA" stays a word/)).toBeVisible();
    await expect.element(screen.getByRole('table', { name: 'First rows' })).toHaveTextContent('NA');
  });

  it('reads pasted text, in the room and in the field', { timeout: 30_000 }, async () => {
    const screen = await room();
    const transfer = new DataTransfer();
    transfer.setData('text/plain', csv);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
    );
    await expect.element(screen.getByRole('heading', { name: 'What was read: pasted text' })).toBeVisible();
    await screen.getByText('Paste rows as text').click();
    await screen.getByLabelText('Rows as text').fill('x;y\n1,5;2\n2,5;3\n');
    await screen.getByRole('button', { name: 'Read this text' }).click();
    await until(() => draft().held?.rows === 2, 'the text is read');
    const decimal = screen.getByLabelText('Decimal mark');
    await screen.getByText('How it is read').click();
    await expect.element(decimal).toHaveTextContent('As the file suggests: comma 1,5');
  });

  it('shows names and cells as text, whatever they hold', { timeout: 30_000 }, async () => {
    const screen = await room();
    const nasty = '<img src=x onerror=alert(1)>';
    const long = 'y'.repeat(200);
    const text = `"${nasty}",__proto__,answer\n"a\u200bb",${long},1\n${nasty},z,0\nc,d,1\n`;
    await draft().intake.bring({ from: 'text', name: nasty, text });
    const table = screen.getByRole('table', { name: 'First rows' });
    await expect.element(table).toHaveTextContent(nasty);
    await expect.element(table).toHaveTextContent('U+200B');
    expect(screen.container.querySelector('img')).toBeNull();
    await screen.getByRole('button', { name: 'Full text: Row 1, __proto__' }).click();
    await expect.element(screen.getByRole('group', { name: 'Full text' })).toHaveTextContent(long);
    await expect.element(screen.getByLabelText('Kind of __proto__')).toBeVisible();
  });
});

describe('describing columns', () => {
  it('changes kind, role and rules in place', { timeout: 30_000 }, async () => {
    const screen = await room();
    await draft().intake.bring({ from: 'text', name: 'calls', text: csv });
    await looked();
    await screen.getByLabelText('Role of age').selectOptions('not used');
    await until(() => draft().held?.schema.fields[0]?.role === 'ignore', 'it is ignored');
    await screen.getByLabelText('Kind of calls').selectOptions('category');
    await until(() => draft().held?.schema.fields[1]?.kind === 'category', 'it is read again');
    await expect.element(screen.getByLabelText('Role of age')).toHaveValue('ignore');
    await screen.getByRole('button', { name: 'Rules for age' }).click();
    const low = screen.getByLabelText('Smallest allowed');
    await low.fill('500');
    await userEvent.keyboard('{Tab}');
    await expect.element(screen.getByText('The smallest must not be above the largest.')).toBeVisible();
    await low.fill('0');
    await userEvent.keyboard('{Tab}');
    await until(() => draft().held?.schema.fields[0]?.min === 0, 'the range is kept');
  });

  it('refuses in words what contradicts itself, and shows what stands', { timeout: 30_000 }, async () => {
    const screen = await room();
    await draft().intake.bring({ from: 'text', name: 'calls', text: csv });
    await looked();
    await screen.getByLabelText('Role of answer').selectOptions('weight: how much a row counts');
    await until(() => made.app.notices.list.length > 0, 'a notice says why');
    await expect.element(screen.getByLabelText('Role of answer')).not.toHaveValue('weight');
    made.app.notices.clear();
  });
});

describe('making data', () => {
  it('draws with pointer and keyboard, takes back, and goes to the setup', { timeout: 30_000 }, async () => {
    const screen = await room();
    await screen.getByRole('button', { name: 'Draw points' }).click();
    await screen.getByLabelText('x', { exact: true }).fill('-2');
    await screen.getByRole('button', { name: 'Add A' }).click();
    await expect
      .element(screen.getByRole('status').filter({ hasText: 'point' }))
      .toHaveTextContent('40 points: 40 A');
    await screen.getByText('■ B').click();
    const plane = screen.getByRole('img', { name: /Draw points/ });
    const element = plane.element();
    const box = element.getBoundingClientRect();
    const at = (name: string, x: number) =>
      element.dispatchEvent(
        new PointerEvent(name, {
          ...{ pointerId: 1, button: 0, bubbles: true, cancelable: true },
          clientX: box.left + x * box.width,
          clientY: box.top + box.height / 2,
        }),
      );
    // A pointer that the test makes up cannot be captured, so a stroke is a dab.
    for (const x of [0.7, 0.72, 0.74, 0.76, 0.78]) {
      await userEvent.click(plane, { position: { x: x * box.width, y: box.height / 2 } });
    }
    at('pointerleave', 0);
    await expect.element(plane).toHaveAccessibleName(/55 points: 40 A, 15 B/);
    await screen.getByRole('button', { name: 'Take back' }).click();
    await expect.element(plane).toHaveAccessibleName(/52 points/);
    expect(await accessibilityProblems(screen.container)).toEqual([]);
    await screen.getByRole('button', { name: 'Use these points' }).click();
    await expect.element(screen.getByRole('heading', { name: 'Set it up' })).toBeVisible();
    await looked();
    expect(draft().setup?.target.column).toBe('class');
  });

  it('generates with a drift script', { timeout: 30_000 }, async () => {
    const screen = await room();
    await screen.getByRole('button', { name: 'Generate rows' }).click();
    await screen.getByLabelText('Generator').selectOptions('SEA: a moving threshold');
    await screen.getByLabelText('Rows', { exact: true }).fill('500');
    await screen.getByRole('button', { name: 'Add a move' }).click();
    const move = screen.getByRole('group', { name: 'Move 1' });
    await move.getByLabelText('to', { exact: true }).fill('2');
    await userEvent.keyboard('{Tab}');
    const last = screen.getByRole('img', { name: /Last 250 rows/ });
    await expect.element(last).toBeVisible();
    expect(await accessibilityProblems(screen.container)).toEqual([]);
    await screen.getByRole('button', { name: 'Use these rows' }).click();
    await looked();
    expect(draft().held?.rows).toBe(500);
    expect(draft().intake.operation).toContain('SEA');
  });

  it('finds a set in the catalogue and uses it', { timeout: 30_000 }, async () => {
    const screen = await room();
    await screen.getByLabelText('Words').fill('petal');
    await screen.getByRole('button', { name: /Open .*[Ii]ris/ }).click();
    await screen.getByRole('button', { name: 'Use this data' }).click();
    await expect.element(screen.getByRole('heading', { name: 'Set it up' })).toBeVisible();
    await looked();
    expect(draft().setup?.task).toBe('multiclass');
    await screen.getByLabelText('Words').fill('no such thing');
    await expect.element(screen.getByText(/No data set is like that/)).toBeVisible();
  });
});

describe('for everybody', () => {
  it.each(['light', 'dark'] as const)(
    'has no accessibility problem in %s, at 360 px and wide',
    { timeout: 60_000 },
    async (theme) => {
      useTheme(theme);
      const screen = await room();
      expect(await accessibilityProblems(screen.container)).toEqual([]);
      await draft().intake.bring({ from: 'text', name: 'calls', text: csv });
      await looked();
      draft().accept();
      await expect.element(screen.getByRole('heading', { name: 'Set it up' })).toBeVisible();
      for (const width of [1440, 360]) {
        await page.viewport(width, 800);
        expect(await accessibilityProblems(screen.container)).toEqual([]);
        expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      }
      await page.viewport(1280, 800);
      await draft().intake.bring({ from: 'text', name: 'ragged', text: 'a,b\n1,2\n3,4,5\n' });
      await expect.element(screen.getByRole('alert')).toBeVisible();
      expect(await accessibilityProblems(screen.container)).toEqual([]);
      useTheme('light');
    },
  );
});
