// @ts-check
// Finds or installs the browser that the tests run in, with the flags that give it WebGPU without a graphics card.
// Plain JavaScript, because test/run.mjs needs it before anything is compiled; vite.config.ts imports it as well.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';

const windowsFolders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
  const folder = process.env[name];
  return folder ? [folder] : [];
});

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...windowsFolders.flatMap((folder) => [
    join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
    join(folder, 'Chromium', 'Application', 'chrome.exe'),
    join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ]),
];

/**
 * Path of the browser named by CHROME_PATH, else of the first one in the usual places; undefined when there is none.
 * @returns {string | undefined}
 */
function browserPath() {
  return process.env['CHROME_PATH'] || usualPlaces.find((place) => existsSync(place));
}

const browserFlags = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];

/**
 * What Playwright needs to start the browser. Its own Chromium is asked for by channel, because the default, the
 * headless shell, has no WebGPU.
 * @returns {{ executablePath: string, args: string[] } | { channel: string, args: string[] }}
 */
export function launchOptions() {
  const path = browserPath();
  return path ? { executablePath: path, args: browserFlags } : { channel: 'chromium', args: browserFlags };
}

/**
 * @param {string} command
 * @param {string[]} words
 * @returns {boolean} whether it ended well
 */
function succeeds(command, words) {
  console.log(`$ ${command} ${words.join(' ')}`);
  return spawnSync(command, words, { stdio: 'inherit' }).status === 0;
}

/**
 * Finds a browser, or installs one: Debian's Chromium when the person is root there, else Playwright's.
 * @returns {string} what was found or done, for a person
 * @throws {Error} when there is no browser and none could be installed
 */
export function ensureBrowser() {
  const named = process.env['CHROME_PATH'];
  if (named && !existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
  const found = browserPath();
  if (found) return named ? `Browser from CHROME_PATH: ${found}` : `Browser found: ${found}`;
  if (existsSync(chromium.executablePath()))
    return `Playwright's browser found: ${chromium.executablePath()}`;

  const debianAsRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (debianAsRoot) {
    console.log('No Chrome, Chromium or Edge found. Installing Chromium with apt-get.');
    const installed =
      succeeds('apt-get', ['update']) && succeeds('apt-get', ['install', '-y', 'chromium']) && browserPath();
    if (installed) return `Browser installed with apt-get: ${installed}`;
  }
  console.log("No Chrome, Chromium or Edge found. Installing Playwright's Chromium.");
  const playwright = join(import.meta.dirname, '..', 'node_modules', 'playwright', 'cli.js');
  if (succeeds(process.execPath, [playwright, 'install', '--no-shell', 'chromium']))
    return `Browser installed by Playwright: ${chromium.executablePath()}`;
  throw new Error('No browser. Install Chrome, Chromium or Edge, or set CHROME_PATH to one, and run again.');
}
