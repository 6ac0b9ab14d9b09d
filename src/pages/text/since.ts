// Since when something holds, in windows of the stream.

export const sinceText = {
  beginning: 'the stream began',
  live: (window: string) => `live since ${window}`,
  nothing: 'has answered nothing since: the stream is over',
  before: 'before the stream',
  /** Of what was seen or done once a window had passed. */
  after: (window: string) => `after ${window}`,
  /** Of what decides who answers. */
  from: (window: string) => `from ${window} on`,
  over: 'after the last window',
};
