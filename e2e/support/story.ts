import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launch } from './chromium.ts';

export type Language = 'zh' | 'en';

export interface StoryOptions {
  language?: Language;
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** Another process of the product than the one all stories are told about. */
  url?: string;
}

export interface Violation {
  id: string;
  impact: string;
  help: string;
  nodes: string[];
}

interface SignIn {
  email: string;
  password: string;
  role: string;
}

const root = join(import.meta.dirname, '../..');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where the product runs that this story is told about. */
export const productUrl = process.env['DOSSIER_URL'] ?? 'http://localhost:3000';

/** The demo's sign-ins, as the product printed them. */
export const signIns = JSON.parse(process.env['DOSSIER_SIGN_INS'] ?? '[]') as SignIn[];

let browser: Promise<Browser> | null = null;

/** Closes the browser that all stories of a file share. Goes into `after`. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

/** Opens a browser window of its own, with nobody signed in. */
export async function openStory(options: StoryOptions = {}): Promise<Story> {
  const { language = 'zh', theme = 'light', width = 1440, height = 900, url = productUrl } = options;
  browser ??= launch();
  const context = await (await browser).newContext({
    baseURL: url,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    colorScheme: theme,
    viewport: { width, height },
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const story = new Story(context, page, { language, theme, url });
  await story.watch();
  return story;
}

/** Opens a window, lets `happen` and closes it whatever happened; a failure leaves a picture behind. */
export async function tell(options: StoryOptions, happen: (story: Story) => Promise<void>): Promise<void> {
  const story = await openStory(options);
  try {
    await happen(story);
  } catch (error) {
    await story.picture(`failed-${Date.now()}`).catch(() => undefined);
    throw error;
  } finally {
    await story.close();
  }
}

/** One person in front of one window. */
export class Story {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained about: errors thrown, and console errors. */
  readonly complaints: string[] = [];
  private readonly look: { language: Language; theme: 'light' | 'dark'; url: string };
  private clicked = 0;

  constructor(context: BrowserContext, page: Page, look: { language: Language; theme: 'light' | 'dark'; url: string }) {
    this.context = context;
    this.page = page;
    this.look = look;
  }

  async watch(): Promise<void> {
    this.page.on('pageerror', (error) => this.complaints.push(error.message));
    this.page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    await this.page.exposeFunction('__dossierClicked', () => {
      this.clicked += 1;
    });
    await this.page.addInitScript(() => {
      const told = (globalThis as unknown as { __dossierClicked: () => void }).__dossierClicked;
      let before: Event | null = null;
      // A click made by the keyboard has no detail: keys are free. One on a label comes a second time, from the field that its label names.
      document.addEventListener('click', (event) => {
        const { target } = event;
        const isEcho = target instanceof HTMLInputElement && before !== null && event.timeStamp - before.timeStamp < 100 && [...(target.labels ?? [])].some((label) => label.contains(before!.target as Node));
        before = event;
        if (event.isTrusted && event.detail > 0 && !isEcho) told();
      }, true);
    });
  }

  /** Signs in without the form, in this story's language and theme, and opens `path`. */
  async signIn(role: string, path = '/'): Promise<void> {
    const { email, password } = signInOf(role);
    await this.ask('mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }', { email, password });
    await this.ask(
      'mutation Prefer($input: PreferencesInput!) { updateMyPreferences(input: $input) { id } }',
      { input: { language: this.look.language, theme: this.look.theme } },
    );
    await this.open(path);
  }

  /** Asks the API as whoever is signed in here; an error of the answer is thrown. */
  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const response = await this.page.request.post(`${this.look.url}/graphql`, {
      headers: { 'X-Requested-With': 'dossier', Origin: new URL(this.look.url).origin },
      data: { query, variables },
    });
    const text = await response.text();
    const answer = response.headers()['content-type']?.includes('json') ? (JSON.parse(text) as { data?: T; errors?: unknown[] }) : {};
    if (!answer.data || answer.errors) throw new Error(`${response.status()} ${text.slice(0, 500)}`);
    return answer.data;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.look.url}${path}`);
    await this.settled();
  }

  /** Until nothing is being fetched and nothing spins any more. */
  async settled(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
    await this.page.waitForFunction(() => document.querySelectorAll('[aria-busy="true"], .ant-spin-spinning, .ant-skeleton-active').length === 0);
  }

  /** How many clicks `task` takes. */
  async clicks(task: () => Promise<void>): Promise<number> {
    const before = this.clicked;
    await task();
    await this.page.waitForTimeout(50);
    return this.clicked - before;
  }

  /** What axe finds on the page as it stands, of serious and critical kind. */
  async violations(): Promise<Violation[]> {
    await this.page.evaluate(axeSource);
    return this.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(document, { resultTypes: ['violations'] });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, impact, help, nodes }) => ({ id, impact: String(impact), help, nodes: nodes.map((node) => node.html.slice(0, 200)) }));
    });
  }

  /** A picture of the page, in dist/pictures. */
  async picture(name: string, options: { fullPage?: boolean } = {}): Promise<string> {
    const folder = process.env['PICTURES'] ?? join(root, 'dist/pictures');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path, ...options });
    return path;
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** The demo's sign-in of a role, by its code: ADMINISTRATOR, MARKETING_MANAGER, SALES ... */
export function signInOf(role: string): SignIn {
  const wanted = role.toLowerCase().replaceAll('_', ' ');
  const found = signIns.find((candidate) => candidate.role.toLowerCase().endsWith(wanted));
  if (!found) throw new Error(`The demo has no sign-in for ${role}; it has ${signIns.map((candidate) => candidate.role).join(', ') || 'none'}.`);
  return found;
}
