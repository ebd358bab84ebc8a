import { FixedClock } from '@dossier/kernel/time';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const FORM = 'id version name state path publishedNo isChanged submissionCount can draft published';
export const CREATE = `mutation($kind: FormKind!, $input: FormInput!) { createForm(kind: $kind, input: $input) { ${FORM} } }`;
export const UPDATE = `mutation($id: ID!, $version: Int!, $input: FormInput!) { updateForm(id: $id, version: $version, input: $input) { ${FORM} } }`;
export const verb = (name: string): string => `mutation($id: ID!) { ${name}(id: $id) { ${FORM} } }`;
export const INBOX = 'query($f: SubmissionFilter) { submissions(filter: $f, first: 200) { nodes { id origin state formId formName customerId code field can } } }';
export const ANSWERS = 'query($id: ID!) { submissionAnswers(id: $id) { question field label value } }';
export const CUSTOMER = 'query($id: ID!) { customer(id: $id) { id name companyName gender birthDate region city phone email owner { id } identities { kind source value } } }';
export const SUGGESTIONS = 'query($id: ID!) { fieldSuggestions(customerId: $id) { id field value current origin from confidence state can } }';
export const NOBODY = '0199dead-0000-7000-8000-000000000000';

/** What the form of these specs asks. */
export const input = {
  name: '展会登记', title: { zh: '展会登记', en: 'Fair' }, thanks: { zh: '谢谢，我们会联系您。', en: 'Thank you, we will be in touch.' },
  questions: [
    { kind: 'FIELD', field: 'NAME', label: { zh: '姓名', en: 'Name' }, required: true }, { kind: 'FIELD', field: 'PHONE', label: { zh: '手机', en: 'Mobile' }, required: true },
    { kind: 'FIELD', field: 'EMAIL', label: { zh: '邮箱', en: 'E-mail' } }, { kind: 'FIELD', field: 'ADDRESS', label: { zh: '地址', en: 'Address' } },
    { kind: 'CHOICE', label: { zh: '从哪里知道我们', en: 'How did you hear of us' }, choices: [{ zh: '朋友', en: 'A friend' }, { zh: '广告', en: 'An advertisement' }] },
    { kind: 'TEXT', label: { zh: '想了解什么', en: 'What would you like to know' } },
  ],
  consents: [{ label: { zh: '同意联系我', en: 'You may contact me' }, required: true }],
};

/** The same with a question for the company, which is q7. */
export const withCompany = { questions: [...input.questions, { kind: 'FIELD', field: 'COMPANY_NAME', label: { zh: '公司', en: 'Company' } }] };

export interface Made {
  id: string;
  version: number;
  path: string;
}

export interface Taken {
  id: string;
  origin: string;
  state: string;
  customerId: string;
  formName: string | null;
  code: string | null;
  field: string | null;
  can: string[];
}

/** The product with a form that can be filled in from outside. */
export class Stage {
  readonly clock = new FixedClock(new Date());
  api!: Api;
  admin!: Client;
  manager!: Client;

  async start(options: Parameters<typeof startApi>[0] = {}): Promise<this> {
    this.api = await startApi({ clock: this.clock, ...options });
    this.admin = await this.api.as('ADMIN');
    this.manager = await this.api.as('MANAGER');
    return this;
  }

  /** A customer on record whose number somebody has verified. */
  async known(name: string, phone: string, over: object = {}): Promise<string> {
    const { createCustomer: made } = await this.admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id identities { id kind } } }', { i: { name, phone, ...over } });
    const { id } = made.identities.find(({ kind }: { kind: string }) => kind === 'PHONE');
    await this.admin.mutate('mutation($id: ID!) { verifyIdentity(id: $id, verified: true) { id } }', { id });
    return made.id as string;
  }

  async form(over: object = {}, kind = 'FORM', by = this.admin): Promise<Made> {
    return (await by.mutate(CREATE, { kind, input: { ...input, ...over } })).createForm;
  }

  async published(over: object = {}, kind = 'FORM', by = this.admin): Promise<Made> {
    return (await by.mutate(verb('publishForm'), { id: (await this.form(over, kind, by)).id })).publishForm;
  }

  /** A browser of somebody outside: no cookie, no header of ours. */
  visit(path: string) {
    return this.api.anonymous().get(path).unset('X-Requested-With').unset('Sec-Fetch-Site');
  }

  post(path: string, fields: Record<string, string>) {
    return this.api.anonymous().post(path).unset('X-Requested-With').unset('Sec-Fetch-Site').set('Content-Type', 'application/x-www-form-urlencoded').send(new URLSearchParams(fields).toString());
  }

  async token(path: string): Promise<string> {
    return /name="t" value="([^"]+)"/.exec((await this.visit(path)).text)![1]!;
  }

  /** Opens a page, takes the time a person needs, and sends it. */
  async send(path: string, fields: Record<string, string>, token?: string) {
    const t = token ?? (await this.token(path));
    this.clock.set(new Date(this.clock.now().getTime() + 10_000));
    return this.post(path, { t, a1: 'yes', ...fields });
  }

  /** What came in by a form, newest first, once all of it has been taken in. */
  async settled(formId: string, count = 1): Promise<Taken[]> {
    for (let tries = 0; tries < 400; tries += 1) {
      const { nodes } = (await this.admin.query(INBOX, { f: { form: { in: [formId] } } })).submissions;
      if (nodes.length >= count && nodes.every(({ state }: { state: string }) => state !== 'RECEIVED')) return nodes;
      await new Promise((next) => setTimeout(next, 100));
    }
    throw new Error('Not settled');
  }
}
