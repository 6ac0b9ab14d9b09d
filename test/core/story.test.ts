import { describe, expect, it } from 'vitest';
import { story, type StoryWindow } from '../../src/core/story.ts';

const words = { metric: 'accuracy', rows: 'hours' };
const window = (index: number, value: number, period: string | null): StoryWindow => ({
  period,
  index,
  estimate: { value, low: value, high: value, n: 72 },
});

describe('story', () => {
  it('tells then and now from the data', () => {
    const told = story([window(0, 0.88, 'March'), window(1, 0.7, 'April'), window(2, 0.63, 'May')], words, 1);
    expect(told?.sentence).toBe(
      'Model v1 was right for 88 of 100 hours in March. In May it is right for 63.',
    );
    expect(told?.n).toBe(144);
  });
  it('tells one period as it is', () => {
    expect(story([window(0, 0.9, 'March')], words, 2)?.sentence).toBe(
      'Model v2 is right for 90 of 100 hours in March.',
    );
  });
  it('names windows where rows carry no time', () => {
    const many = Array.from({ length: 20 }, (_, i) => window(i, i < 8 ? 0.9 : 0.5, null));
    expect(story(many, words, 1)?.sentence).toContain('in windows 1–8. In windows 17–20 it is');
  });
  it('is silent without labels', () => expect(story([], words, 1)).toBeNull());
});
