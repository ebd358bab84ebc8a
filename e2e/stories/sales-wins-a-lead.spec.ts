import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, openStory, productUrl, signInOf, tell, type Story } from '../support/story.ts';

const words = {
  zh: {
    who: '姓名', phone: '电话', need: '需要什么', send: '提交', find: '在列表中查找', assign: /^分配/, colleague: '同事', give: '分配 1 条', contacted: '已联系', carried: /已联系，第 \d+ 张/, moveMenu: '移动', moveTo: '移到“已联系”',
    said: '内容', text: '看过样品，想要报价。', soon: '3 天后', save: '保存', logged: '跟进已登记。', qualified: '已确认', win: /^成交/, newCompany: '新建公司', companyName: '公司名称', convert: '转为客户', won: '成交', unconvert: '撤销转化', open: '线索阶段',
  },
  en: {
    who: 'Name', phone: 'Phone', need: 'What do you need', send: 'Send', find: 'Find in this list', assign: /^Assign/, colleague: 'Colleague', give: 'Assign 1', contacted: 'Contacted', carried: /Contacted, \d+ of/, moveMenu: 'Move', moveTo: 'Move to Contacted',
    said: 'What was said', text: 'Saw the samples and asked for an offer.', soon: 'In 3 days', save: 'Save', logged: 'Follow-up logged.', qualified: 'Qualified', win: /^Convert/, newCompany: 'A new company', companyName: 'Name of the company', convert: 'Convert', won: 'Won', unconvert: 'Undo the conversion', open: 'Stages',
  },
} as const;
type Look = { language: 'zh' | 'en'; theme: 'light' | 'dark'; width: number; height: number };
const looks: readonly Look[] = [{ language: 'zh', theme: 'light', width: 1440, height: 900 }, { language: 'en', theme: 'dark', width: 375, height: 812 }];

after(closeBrowser);

/** A published form whose submissions open leads. */
async function leadForm(story: Story, name: string): Promise<string> {
  const label = (zh: string, en: string) => ({ zh, en });
  const input = {
    name, title: label('索取报价', 'Ask for an offer'), makesLead: true,
    questions: [
      { kind: 'FIELD', field: 'NAME', label: label('姓名', 'Name'), required: true }, { kind: 'FIELD', field: 'PHONE', label: label('电话', 'Phone'), required: true }, { kind: 'TEXT', label: label('需要什么', 'What do you need'), isNeed: true },
    ],
  };
  const { createForm } = await story.ask<{ createForm: { id: string; path: string } }>('mutation($i: FormInput!) { createForm(kind: FORM, input: $i) { id path } }', { i: input });
  await story.ask('mutation($id: ID!) { publishForm(id: $id) { id } }', { id: createForm.id });
  return createForm.path;
}

/** Somebody outside, in a window where nobody is signed in, fills in the form and sends it until it is taken. */
async function visitor(look: Look, path: string, answers: Readonly<Record<string, string>>): Promise<void> {
  const story = await openStory(look);
  try {
    const { page } = story;
    await page.goto(new URL(path, productUrl).href);
    for (const [label, value] of Object.entries(answers)) await page.getByLabel(label).fill(value);
    assert.deepEqual(await story.violations(), []);
    // A page that is sent as quickly as a program sends it asks once more, with everything still in it; a person takes a moment.
    for (let tries = 0; tries < 20 && (await page.getByRole('status').count()) === 0; tries += 1) {
      if (tries > 0) await page.waitForTimeout(1_500);
      await page.getByRole('button', { name: words[look.language].send, exact: true }).click();
      await page.waitForLoadState('load');
    }
    await page.getByRole('status').waitFor();
  } finally {
    await story.close();
  }
}

interface Found { id: string; status: string; stage: string; origin: string; need: string | null; customer: { stage: string } | null; conversion: { company: { companyName: string } | null } | null }

async function leadOf(story: Story, name: string): Promise<Found | undefined> {
  const { leads } = await story.ask<{ leads: { nodes: Found[] } }>('query($s: String!) { leads(filter: { search: $s }) { nodes { id status stage origin need customer { stage } conversion { company { companyName } } } } }', { s: name });
  return leads.nodes[0];
}

/** Taking in goes on in the background: waits until the lead stands, however busy the machine is. */
async function arrived(story: Story, name: string): Promise<Found> {
  for (let tries = 0; tries < 120; tries += 1) {
    const found = await leadOf(story, name);
    if (found) return found;
    await story.page.waitForTimeout(500);
  }
  throw new Error(`no lead of ${name}`);
}

async function sound(story: Story, picture: string): Promise<void> {
  await story.settled();
  assert.deepEqual([picture, await story.violations()], [picture, []]);
  const wider = await story.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 1, `${picture}: ${wider} px wider than the window`);
  await story.picture(picture);
}

for (const look of looks) {
  const say = words[look.language];
  // Told once more against the same product, it is another visitor.
  const run = String(Date.now() + look.width).slice(-8);
  const name = `${look.language === 'zh' ? '骆明远' : 'Maud Fairweather'} ${run}`;
  const mark = `${look.language}.${look.width}`;

  /** On the desk a slip is carried on by the keyboard; on the phone by its menu. */
  const carry = async ({ page }: Story): Promise<void> => {
    if (look.width > 767) {
      await page.getByRole('link', { name, exact: true }).focus();
      await page.keyboard.press('Control+ArrowRight');
      await page.getByText(say.carried).waitFor({ state: 'attached' });
      await page.getByRole('region', { name: say.contacted }).getByRole('link', { name, exact: true }).waitFor();
    } else {
      await page.getByRole('button', { name: `${say.moveMenu} ${name}` }).click();
      await page.getByRole('menuitem', { name: say.moveTo }).click();
      await page.getByRole('tab', { name: new RegExp(`^${say.contacted}`) }).click();
      await page.getByRole('link', { name, exact: true }).waitFor();
    }
  };

  const convert = async ({ page }: Story, company: string | null): Promise<void> => {
    await page.getByRole('button', { name: say.win }).first().click();
    const dialog = page.getByRole('dialog');
    if (company !== null) {
      await dialog.getByText(say.newCompany, { exact: true }).click();
      await dialog.getByLabel(say.companyName).fill(company);
    }
    await dialog.getByRole('button', { name: say.convert, exact: true }).click();
    await page.getByRole('button', { name: say.unconvert }).waitFor();
  };

  describe(`Sales wins a lead, ${look.language}, ${look.width} wide`, () => {
    it('from the form that a visitor fills in to the closed deal, back, and closed again', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER');
        const path = await leadForm(story, `Offer ${mark} ${run}`);
        await visitor(look, path, { [say.who]: name, [say.phone]: `154${run}`, [say.need]: say.text });
        const lead = await arrived(story, name);
        assert.deepEqual({ status: lead.status, origin: lead.origin, need: lead.need, record: lead.customer?.stage }, { status: 'OPEN', origin: 'FORM', need: say.text, record: 'PROSPECT' });

        // The manager finds it in the list and gives it to the seller.
        const { user } = await seller(story);
        await story.open(`/leads?filter=${encodeURIComponent(JSON.stringify({ search: name }))}`);
        await page.getByRole('link', { name: look.width > 767 ? name : new RegExp(name), exact: look.width > 767 }).first().waitFor();
        await sound(story, `leads-list.${mark}`);
        await page.getByRole('checkbox', { name: new RegExp(look.width > 767 ? name : '.') }).first().check();
        await page.getByRole('toolbar').getByRole('button', { name: say.assign }).click();
        await page.getByRole('dialog').getByLabel(say.colleague).waitFor();
        await page.keyboard.type(user.name);
        await page.getByTitle(user.name).last().click();
        await sound(story, `leads-assign.${mark}`);
        await page.getByRole('dialog').getByRole('button', { name: say.give }).click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });

        // The seller carries it on, follows it up and wins it.
        await story.signIn('SALES', `/leads/board?filter=${encodeURIComponent(JSON.stringify({ search: name }))}`);
        await page.getByRole('link', { name, exact: true }).waitFor();
        await sound(story, `leads-board.${mark}`);
        if (lead.stage === 'NEW') await carry(story);
        await page.getByRole('link', { name, exact: true }).click();
        await page.getByRole('heading', { level: 1, name }).waitFor();
        await sound(story, `lead-record.${mark}`);
        await page.getByLabel(say.said).fill(say.text);
        await page.getByRole('button', { name: say.soon, exact: true }).click();
        await page.getByRole('button', { name: say.save, exact: true }).click();
        await page.getByText(say.logged).waitFor();
        await page.getByRole('button', { name: new RegExp(`^${say.qualified}`) }).click();
        await page.locator('[aria-current="step"]', { hasText: say.qualified }).waitFor();
        await convert(story, `${name} Ltd`);
        await sound(story, `lead-won.${mark}`);
        const after = await leadOf(story, name);
        assert.deepEqual({ status: after?.status, company: after?.conversion?.company?.companyName }, { status: 'WON', company: `${name} Ltd` });
        assert.notEqual(after?.customer?.stage, 'PROSPECT');

        // Taken back, both sides are as before; then it is won for good.
        await page.getByRole('button', { name: say.unconvert }).click();
        await page.getByRole('button', { name: say.win }).first().waitFor();
        const back = await leadOf(story, name);
        assert.deepEqual({ status: back?.status, stage: back?.stage, record: back?.customer?.stage, conversion: back?.conversion }, { status: 'OPEN', stage: 'QUALIFIED', record: 'PROSPECT', conversion: null });
        await convert(story, null);
        assert.equal((await leadOf(story, name))?.status, 'WON');
        assert.deepEqual(story.complaints, []);
      }));
  });
}

/** The seller as the manager's list of colleagues knows them. */
async function seller(story: Story): Promise<{ user: { id: string; name: string } }> {
  const { users } = await story.ask<{ users: { nodes: { id: string; name: string; email: string }[] } }>('{ users(first: 200) { nodes { id name email } } }');
  const user = users.nodes.find(({ email }) => email === signInOf('SALES').email);
  assert.ok(user, 'the manager sees the seller among the colleagues');
  return { user };
}
