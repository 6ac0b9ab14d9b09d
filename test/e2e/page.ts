// A visit of the page in a real browser that remembers everything that must not happen.

import axeCore from 'axe-core';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { launchOptions } from '../find-browser.mjs';

export interface VisitOptions {
  /** Folder of a profile that outlives the visit. Without one, the profile is private and gone at the end. */
  readonly profile?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** More browser flags, such as the ones that take WebGPU away. */
  readonly flags?: readonly string[];
  /** Runs in the page before its own scripts, to break something on purpose. */
  readonly before?: () => void;
}

/** What the test lays into the page. */
type Reporter = { reportPolicyViolation?: (text: string) => void };

const leavesNothing = /^(?:data|blob|about):/;

export class Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly consoleErrors: string[] = [];
  readonly pageErrors: string[] = [];
  readonly policyViolations: string[] = [];
  /** Address of every request of the page and its workers, in order. */
  readonly requests: string[] = [];
  readonly #origin: string;
  readonly #browser: Browser | null;

  private constructor(origin: string, browser: Browser | null, context: BrowserContext, page: Page) {
    this.#origin = origin;
    this.#browser = browser;
    this.context = context;
    this.page = page;
  }

  /** Starts a browser with a blank page; `page.goto` is left to the test. */
  static async start(origin: string, options: VisitOptions = {}): Promise<Visit> {
    const { executablePath, channel, args } = {
      executablePath: undefined,
      channel: undefined,
      ...launchOptions(),
    };
    const launch = { executablePath, channel, args: [...args, ...(options.flags ?? [])], headless: true };
    const look = {
      viewport: options.viewport ?? { width: 1440, height: 900 },
      colorScheme: options.colorScheme ?? 'light',
      reducedMotion: options.reducedMotion ?? 'no-preference',
    };
    const browser = options.profile === undefined ? await chromium.launch(launch) : null;
    const context = browser
      ? await browser.newContext(look)
      : await chromium.launchPersistentContext(options.profile ?? '', { ...launch, ...look });
    const page = context.pages()[0] ?? (await context.newPage());
    const visit = new Visit(origin, browser, context, page);
    await visit.#listen();
    if (options.before) await context.addInitScript(options.before);
    return visit;
  }

  async #listen(): Promise<void> {
    const { context } = this;
    context.on('console', (message) => {
      if (message.type() !== 'error') return;
      const { url, lineNumber } = message.location();
      this.consoleErrors.push(`${message.text()} (${url}:${lineNumber})`);
    });
    context.on('weberror', (error) => this.pageErrors.push(error.error().stack ?? error.error().message));
    context.on('request', (request) => this.requests.push(request.url()));
    const listenToSockets = (page: Page): void => {
      page.on('websocket', (socket) => this.requests.push(socket.url()));
      page.on('crash', () => this.pageErrors.push('The page crashed.'));
    };
    context.pages().forEach(listenToSockets);
    context.on('page', listenToSockets);
    await context.exposeBinding('reportPolicyViolation', (_source, text: string) => {
      this.policyViolations.push(text);
    });
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const { reportPolicyViolation } = globalThis as Reporter;
        const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
        reportPolicyViolation?.(
          `${effectiveDirective} ${blockedURI} at ${sourceFile}:${lineNumber} ${sample}`,
        );
      });
    });
  }

  /** Requests that went to another origin than the page's. */
  requestsElsewhere(): string[] {
    return this.requests.filter((url) => !leavesNothing.test(url) && !url.startsWith(`${this.#origin}/`));
  }

  /** @throws Error that lists every console error, uncaught error, policy violation and request to elsewhere. */
  assertClean(except: readonly RegExp[] = []): void {
    const found = [
      ...this.consoleErrors.map((text) => `console.error: ${text}`),
      ...this.pageErrors.map((text) => `uncaught: ${text}`),
      ...this.policyViolations.map((text) => `policy violation: ${text}`),
      ...this.requestsElsewhere().map((url) => `request to elsewhere: ${url}`),
    ].filter((text) => !except.some((expected) => expected.test(text)));
    if (found.length > 0) throw new Error(`The page was not clean:\n${found.join('\n')}`);
  }

  /** Ends the browser; data of a profile is on disk afterwards. */
  async close(): Promise<void> {
    await this.context.close();
    await this.#browser?.close();
  }
}

/**
 * Accessibility problems of what is on the page now, one readable text each; empty when axe finds nothing.
 * The source goes in through the debugger protocol, which the page's policy does not bind.
 */
export async function axe(page: Page, within?: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Runtime.evaluate', { expression: axeCore.source });
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: `axe.run(${JSON.stringify(within ?? 'html')}, { resultTypes: ['violations'] }).then(JSON.stringify)`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails)
      throw new Error(`axe did not run: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    const { violations } = JSON.parse(String(result.value)) as AxeResults;
    return violations.map(({ id, impact, help, nodes }) => {
      const places = nodes.map(
        ({ target, failureSummary, html }) =>
          `  ${target.join(' ')}\n    ${html}\n    ${failureSummary ?? ''}`,
      );
      return `${id} (${impact ?? 'unknown'}): ${help}\n${places.join('\n')}`;
    });
  } finally {
    await session.detach();
  }
}
