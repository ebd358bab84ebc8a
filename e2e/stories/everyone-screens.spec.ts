import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { closeBrowser, openStory, tell, type Story, type StoryOptions } from '../support/story.ts';

/** A screen; where it has a dialog, a drawer or a menu, also what is pressed to open one. */
type Screen = string | readonly [path: string, press: string];
const verb = '.d-actions .ant-btn-primary';
const more = ':is(.d-section-extra, .d-state) .ant-btn';

/** In parts, so that no single one takes long. */
const parts: Readonly<Record<string, readonly Screen[]>> = {
  'the record': [
    '/customers', '/customers/new', ['/customers/:customer', '.d-record-head .d-actions .ant-btn'], ['/customers/:customer?tab=needs', more], '/customers/:customer?tab=purchases', '/customers/:customer?tab=communication', '/customers/:customer?tab=latent',
    '/customers/:customer?tab=feedback', '/customers/:customer?tab=timeline', '/customers/:customer?tab=behaviour', ['/customers/:customer?tab=consent', more], '/customers/:customer?tab=relations', '/customers/:customer?tab=history',
  ],
  'trade, merging and quality': ['/', ['/orders', '.d-actions .ant-btn'], '/orders/:order', '/products', '/duplicates', '/reconciliation', '/upkeep', '/upkeep/rules', '/quality'],
  'value and models': ['/insight', '/insight/models', '/insight/models/value', '/customers/:customer?tab=insight'],
  'who would buy': ['/insight/next'],
  'baskets and groups': [['/insight/affinity', '.d-main a.d-name, .d-main .d-phone-row a'], ['/insight/groups', more]],
  'segments': [['/segments', '.d-main .ant-dropdown-trigger'], '/segments/new', ['/segments/:segment', '.d-actions .ant-dropdown-trigger'], ['/segments/:segment/edit', '.segment-leaf .ant-dropdown-trigger'], '/segments/compare'],
  'scoring leads': ['/lead-settings/scorecard', '/insight/models/lead'],
  'conversion of leads': ['/leads/funnel', ['/lead-settings/response', verb]],
  'leads': [['/leads', '.d-sentence .ant-dropdown-trigger'], ['/leads/board', '.lead-slip-menu'], '/leads/new', ['/leads/:lead', '.d-record-head .ant-dropdown-trigger']],
  'who gets leads': ['/pool', '/lead-settings/assignment', ['/lead-settings/pools', verb]],
  'leads that come in': ['/leads/fair', ['/lead-settings/inboxes', verb]],
  'leaving': [['/insight/churn', '.d-section-extra .ant-btn']],
  'what comes in and goes out': ['/imports', '/imports/new', '/imports/:import', '/exports', '/exports/approvals', ['/exports/limits', verb], '/exports/trace', '/forms', '/forms/inbox', '/forms/new', '/forms/:form', '/forms/:form/results'],
  'tasks and working time': [['/tasks', verb], ['/tasks/list', verb], ['/tasks/leave', verb], ['/lead-settings/calendar', more], ['/lead-settings/nurture', verb]],
  'settings': ['/tags', ['/fields', verb], ['/fields/interviews', verb], ['/packs', '.d-page .ant-btn'], '/team', '/team/users/new', ['/team/teams', verb]],
};

/** Looked at in the other width too: with the four looks, that is every language, theme and width. */
const lockParts: Readonly<Record<string, readonly Screen[]>> = {
  'keys and systems': ['/team/users/:user', '/team/roles', ['/keys', verb], '/keys/guide', ['/webhooks', verb], '/webhooks/:webhook', ['/webhooks/incoming', verb], '/webhooks/incoming/:source', ['/sites', verb], '/sites/:site', ['/sites/topics', verb], '/sites/weights'],
  'governance': ['/operations', ['/operations/jobs', '.d-main .d-link'], ['/audit', '.d-main .d-link'], '/audit/alerts', '/audit/seal', '/privacy', ['/privacy/purposes', verb], '/privacy/erasures', '/profile'],
};

const desk = { width: 1440, height: 900 };
const phone = { width: 375, height: 812 };

/** Dialogs are opened where it differs most: dark on the desk, light on the phone. */
const looks: (StoryOptions & { opens: boolean })[] = [
  { language: 'zh', theme: 'light', ...desk, opens: false },
  { language: 'en', theme: 'dark', ...desk, opens: true },
  { language: 'en', theme: 'light', ...phone, opens: true },
  { language: 'zh', theme: 'dark', ...phone, opens: false },
];

before(provide);
after(closeBrowser);

/** What the demo does not bring and these screens show: a program with a key, a webhook and a source. */
async function provide(): Promise<void> {
  const story = await openStory();
  try {
    await story.signIn('ADMINISTRATOR');
    const { roles } = await story.ask<{ roles: { id: string; code: string | null }[] }>('{ roles { id code } }');
    const roleIds = roles.filter(({ code }) => code === 'ANALYST').map(({ id }) => id);
    const { createClient } = await story.ask<{ createClient: { id: string } }>('mutation($roleIds: [ID!]!) { createClient(input: { name: "Reporting", roleIds: $roleIds }) { id } }', { roleIds });
    for (const name of ['Server A', 'Server B']) await story.ask('mutation($id: ID!, $name: String!) { createKey(clientId: $id, input: { name: $name }) { key { id } } }', { id: createClient.id, name });
    // Nobody listens there: the delivery fails and waits for its next attempt.
    const { createWebhook } = await story.ask<{ createWebhook: { webhook: { id: string } } }>('mutation { createWebhook(input: { name: "ERP", url: "http://127.0.0.1:9999/hook", events: [CUSTOMER_CREATED, ORDER_CREATED] }) { webhook { id } } }');
    await story.ask('mutation($id: ID!) { testWebhook(id: $id) { id } }', { id: createWebhook.webhook.id });
    await story.ask('mutation { createIncomingSource(input: { name: "Shop", kind: CUSTOMER }) { source { id } } }');
    await story.ask('mutation { verifyAudit { id } }');
    await story.ask('mutation { measureQuality }');
    await story.ask('mutation($input: SegmentInput!) { createSegment(input: $input) { id } }', { input: { name: 'Regulars', kind: 'DYNAMIC', visibility: 'EVERYONE', definition: { rule: { any: [{ orders: { is: { min: 3 } } }, { not: { customer: { hasEmail: true } } }] } } } });
  } finally {
    await story.close();
  }
}

type Named = 'leads' | 'forms' | 'imports' | 'eventSites' | 'customers' | 'orders' | 'users' | 'webhooks' | 'incomingSources' | 'segments';

/** Puts a row where a path names its kind. */
async function filled(story: Story, screens: readonly Screen[]): Promise<[path: string, press: string | null][]> {
  const first = await story.ask<Record<Named, { nodes: { id: string }[] }>>(
    '{ leads(filter: { status: { in: ["OPEN"] } }, first: 1) { nodes { id } } customers(first: 1) { nodes { id } } orders(first: 1) { nodes { id } } users(first: 1) { nodes { id } } webhooks(first: 1) { nodes { id } } incomingSources(first: 1) { nodes { id } } forms(first: 1) { nodes { id } } imports(first: 1) { nodes { id } } segments(filter: { kind: DYNAMIC, search: "Regulars" }, first: 1) { nodes { id } } eventSites(first: 1) { nodes { id } } }',
  );
  const named: Record<string, Named> = { ':customer': 'customers', ':order': 'orders', ':user': 'users', ':webhook': 'webhooks', ':source': 'incomingSources', ':lead': 'leads', ':form': 'forms', ':import': 'imports', ':site': 'eventSites', ':segment': 'segments' };
  return screens.map((screen) => {
    const [path, press] = typeof screen === 'string' ? [screen, null] : screen;
    return [path.replace(/:\w+/, (kind) => first[named[kind] ?? 'users'].nodes[0]?.id ?? kind), press];
  });
}

/** What is wrong with the page as it stands. */
async function faultsOf(story: Story): Promise<string[]> {
  const faults = (await story.violations()).map(({ id, nodes }) => `${id} at ${nodes.slice(0, 2).join(' and ')}`);
  const wider = await story.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 1) faults.push(`${wider} px wider than the window`);
  return [...faults, ...story.complaints.splice(0)];
}

/** A page in one width: its picture, and what is wrong with it. */
async function judge(story: Story, path: string, size: { width: number; height: number }, look: StoryOptions): Promise<string[]> {
  await story.page.setViewportSize(size);
  await story.settled();
  await story.picture(`${path.replaceAll(/[/?=]/g, '_').replace(/[\da-f-]{36}/, 'id')}.${look.language}.${look.theme}.${size.width}`);
  return (await faultsOf(story)).map((fault) => `${path}, ${size.width} wide: ${fault}`);
}

/** The same page with its dialog, drawer or menu open. */
async function judgeOpen(story: Story, path: string, press: string): Promise<string[]> {
  await story.page.locator(press).first().click();
  await story.page.locator('.ant-modal, .ant-drawer-content-wrapper, .ant-popover, .ant-dropdown').filter({ visible: true }).first().waitFor();
  await story.settled();
  return (await faultsOf(story)).map((fault) => `${path}, opened: ${fault}`);
}

for (const look of looks) {
  const [own, other] = look.width === desk.width ? [desk, phone] : [phone, desk];
  const sound = async (screens: readonly Screen[], inBoth: boolean): Promise<void> =>
    tell(look, async (story) => {
      await story.signIn('ADMINISTRATOR');
      const faults: string[] = [];
      for (const [path, press] of await filled(story, screens)) {
        await story.open(path);
        if (inBoth) faults.push(...(await judge(story, path, other, look)));
        faults.push(...(await judge(story, path, own, look)));
        if (look.opens && press !== null) faults.push(...(await judgeOpen(story, path, press)));
      }
      assert.deepEqual(faults, []);
    });
  describe(`Every screen is sound, ${look.language}, ${look.theme}, ${look.width} wide: axe finds nothing serious, nothing is wider than the window, nothing complains`, () => {
    for (const [part, screens] of Object.entries(parts)) it(part, () => sound(screens, false));
    for (const [part, screens] of Object.entries(lockParts)) it(part, () => sound(screens, true));
  });
}

describe('The pages before the product', () => {
  for (const look of looks)
    it(`are sound, ${look.language}, ${look.theme}, ${look.width} wide`, () =>
      tell(look, async (story) => {
        await story.open('/');
        assert.deepEqual(await faultsOf(story), []);
        await story.page.getByRole('button', { name: look.language === 'zh' ? '忘记密码' : 'Forgotten password' }).click();
        assert.deepEqual(await faultsOf(story), []);
        await story.open('/welcome#spent');
        assert.deepEqual(await faultsOf(story), []);
      }));
});
