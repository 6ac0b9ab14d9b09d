// "Ask a version" as a person uses it, over the real workers.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import InputField from '../../../src/pages/deploy/score/InputField.svelte';
import Score from '../../../src/pages/deploy/score/Score.svelte';
import { makeApp, until, type Made } from '../../state/make-app.ts';
import { accessibilityProblems, useTheme } from '../../ui/axe.ts';
import Host from '../Host.svelte';

const csv = [
  'when,wind,colour,wet,sold',
  ...Array.from({ length: 600 }, (_, i) => {
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    const wind = (i * 37) % 60;
    return `${day},${wind}.5,${['red', '<b>green</b>', '=blue'][i % 3]},${i % 4 === 0},${wind + ((i * 7919) % 60) > 60 ? 'yes' : 'no'}`;
  }),
].join('\n');

let made: Made;
beforeAll(async () => {
  made = await makeApp({ indexedDB: null, witness: null });
  const { app } = made;
  await app.start();
  await app.stream.pause();
  await app.draft.intake.bring({ from: 'text', name: 'sales', text: csv });
  await until(() => app.draft.setup !== null, 'the project is suggested');
  await app.draft.start();
  await app.stream.pause();
  await until(() => app.models.champion !== null, 'the first version is champion');
}, 60_000);
afterAll(() => made.close());
beforeEach(() => page.viewport(1280, 900));
afterEach(() => {
  vi.restoreAllMocks();
  made.app.scoring.forget();
});

const section = () => render(Host, { app: made.app, part: Score });
const still = () => Promise.allSettled(document.getAnimations().map(({ finished }) => finished));

describe('one row', () => {
  it('is drawn from the signature, answered at once, and warned about', async () => {
    const screen = await section();
    const answer = screen.getByRole('region', { name: 'Answer' });
    await expect.element(answer.getByText(/^(yes|no)$/).first()).toBeVisible();
    await expect.element(answer.getByText('Every field is like what it learnt from.')).toBeVisible();
    const wind = screen.getByRole('textbox', { name: 'wind', exact: true });
    await expect.element(wind).toHaveAccessibleDescription(/learnt from 0\.5 to 59\.5/);
    await wind.fill('74');
    await expect
      .element(answer.getByText('wind: 74 is above everything it learnt from: 0.5–59.5.'))
      .toBeVisible();
    await wind.fill('7,5');
    await expect.element(wind).toHaveAccessibleDescription(/Write decimals after a point: 7\.5\./);
    await expect.element(answer.getByText('Mend the fields that can’t be read first.')).toBeVisible();
    await wind.fill('');
    await expect.element(answer.getByText(/wind: missing, and no row/)).toBeVisible();
  });

  it('offers levels, another value, true and false, by keyboard', async () => {
    const screen = await section();
    const colour = screen.getByRole('combobox', { name: 'colour' });
    await colour.selectOptions('=blue');
    expect(made.app.scoring.typed.get('colour')).toBe('=blue');
    await colour.selectOptions('another value…');
    const other = screen.getByRole('textbox', { name: 'Another value of colour' });
    await other.fill('mauve');
    await expect
      .element(screen.getByText('colour: “mauve” was in none of the rows that it learnt from.'))
      .toBeVisible();
    screen.getByRole('button', { name: 'Choose colour from the list' }).element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByRole('combobox', { name: 'colour' })).toBeVisible();
    await screen.getByRole('combobox', { name: 'wet' }).selectOptions('true');
    expect(made.app.scoring.typed.get('wet')).toBe('true');
  });

  it('can be a known row, whose answer is told', async () => {
    const screen = await section();
    await screen.getByRole('button', { name: 'Fill in a known row' }).click();
    await expect.element(screen.getByText(/^Known row \d+: it really was (yes|no)\.$/)).toBeVisible();
    await screen.getByRole('button', { name: 'Fill in its example' }).click();
    await expect.element(screen.getByText(/^Known row/)).not.toBeInTheDocument();
  });
});

it('a day is chosen as a day, a time with its time of day', async () => {
  const onChange = vi.fn();
  const input = {
    name: 'when',
    kind: 'time',
    range: [Date.UTC(2020, 0, 1), Date.UTC(2020, 3, 11)],
    levels: null,
    mayBeMissing: true,
  } as const;
  const field = { input, value: '2020-01-05', problem: null, warning: null, onChange };
  const screen = await render(InputField, field);
  const when = screen.getByLabelText('when');
  await expect.element(when).toHaveAttribute('type', 'date');
  await when.fill('2019-12-31');
  expect(onChange).toHaveBeenLastCalledWith('2019-12-31');
  await screen.rerender({ ...field, value: '2020-01-05 10:30', warning: 'below' });
  await expect.element(when).toHaveAttribute('type', 'datetime-local');
  await expect.element(when).toHaveValue('2020-01-05T10:30');
  await expect.element(screen.getByText(/2020-01-05 10:30 is below everything/)).toBeVisible();
});

describe('a table', () => {
  const paste = async (screen: Awaited<ReturnType<typeof section>>, text: string) => {
    await screen.getByText('Paste rows as text').click();
    await screen.getByRole('textbox', { name: 'Rows as text' }).fill(text);
    await screen.getByRole('button', { name: 'Read this text' }).click();
  };

  it('that is pasted is answered, counted and saved', { timeout: 30_000 }, async () => {
    const screen = await section();
    await paste(
      screen,
      'when\twind\tcolour\twet\tnote\n2020-02-01\t74\tred\ttrue\ta\n2020-02-02\t5\tmauve\tfalse\tb\n2020-02-03\t6\tred\tfalse\tc\n',
    );
    await expect.element(screen.getByText(/^3 rows answered in /)).toBeVisible();
    await expect.element(screen.getByText(/Left alone, .*“note”/)).toBeVisible();
    await expect.element(screen.getByText('2 of 3 rows have something odd.')).toBeVisible();
    const oddities = screen.getByRole('table', { name: 'What is odd, by input (cells)' });
    await expect.element(oddities.getByRole('row', { name: /wind.*1/ })).toBeVisible();
    (screen.getByRole('radio', { name: 'Only odd ones' }).element() as HTMLElement).click();
    await expect.element(screen.getByText('wind: above what was learnt', { exact: true })).toBeVisible();
    await expect.element(screen.getByText('2020-02-03')).not.toBeInTheDocument();
    const saved: { href: string; name: string }[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push({ href: this.href, name: this.download });
    });
    await screen.getByRole('button', { name: 'Save with answers as CSV' }).click();
    await expect.element(screen.getByText('pasted text answered by v1.csv was saved.')).toBeVisible();
    const text = await (await fetch(saved[0]!.href)).text();
    expect(text.split('\r\n')[0]).toBe('when,wind,colour,wet,note,predicted sold,P(yes),warnings');
    await still();
    expect(await accessibilityProblems()).toEqual([]);
  });

  it(
    'that lacks a column says which and what to do, and is answered on demand',
    { timeout: 30_000 },
    async () => {
      const screen = await section();
      await paste(screen, 'when,Wind,colour,wet\n2020-02-01,4,red,true\n2020-02-02,5,red,true\n');
      await expect.element(screen.getByText('Nothing was answered', { exact: true })).toBeVisible();
      await expect.element(screen.getByText(/rename "Wind" to "wind"/)).toBeVisible();
      await screen.getByRole('button', { name: 'Answer all the same, with that column missing' }).click();
      await expect
        .element(screen.getByText(/“wind” was not in the table and counted as missing/))
        .toBeVisible();
      await screen.getByRole('button', { name: 'Put this table away' }).click();
      await expect.element(screen.getByText(/^2 rows answered/)).not.toBeInTheDocument();
    },
  );

  it('that cannot be read says why', { timeout: 30_000 }, async () => {
    const screen = await section();
    await paste(screen, 'a,b\n"1,2\n3,4');
    await until(() => made.app.scoring.table.intake.job.phase === 'failed', 'it fails');
    await expect.element(screen.getByRole('button', { name: /Try again|Retry/ }).first()).toBeVisible();
  });
});

it.each([
  [360, 'light'],
  [360, 'dark'],
  [1440, 'light'],
  [1440, 'dark'],
] as const)('at %i px, %s, nothing runs out of the page', { timeout: 30_000 }, async (width, theme) => {
  await page.viewport(width, 900);
  useTheme(theme);
  const screen = await section();
  await made.app.scoring.table.bring({
    from: 'text',
    name: 'later',
    text: 'when,wind,colour,wet\n2020-02-01,74,red,true\n2020-02-02,5,mauve,true\n',
  });
  made.app.scoring.type('wind', '74');
  await expect.element(screen.getByText(/^2 rows answered/)).toBeVisible();
  await expect.element(screen.getByRole('table', { name: /Rows with their answers/ })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  await still();
  expect(await accessibilityProblems()).toEqual([]);
});
