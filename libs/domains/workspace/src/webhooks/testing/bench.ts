import { FixedClock } from '@dossier/kernel/time';
import { Outside, readAllowances } from '@dossier/kernel/net';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { Receiver, until, type Got } from './receiver';

export const CREATE = 'mutation($i: WebhookInput!) { createWebhook(input: $i) { secret webhook { id version name url events state ownerId can } } }';
export const READ = 'query($id: ID!) { webhook(id: $id) { id version state failingSince nextAttemptAt deadCount can } }';
export const UPDATE = 'mutation($id: ID!, $v: Int!, $i: WebhookInput!) { updateWebhook(id: $id, version: $v, input: $i) { id version url events } }';
export const EDIT = 'mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { version } }';
export const NOBODY = '0199dead-0000-7000-8000-000000000000';
export const ALL = ['CUSTOMER_CREATED', 'CUSTOMER_UPDATED', 'CUSTOMER_ARCHIVED', 'CUSTOMER_RESTORED', 'ORDER_CREATED', 'IMPORT_FINISHED', 'EXPORT_FINISHED'];
const DELIVERIES = 'query($f: WebhookDeliveryFilter) { webhookDeliveries(filter: $f, first: 200) { totalCount nodes { id eventId type state attempts status fault latency nextAt } } }';
const CUSTOMER = 'mutation($i: CustomerInput!) { createCustomer(input: $i) { id version } }';

export const verb = (name: string, of = 'id state'): string => `mutation($id: ID!) { ${name}(id: $id) { ${of} } }`;

export interface Made {
  secret: string;
  webhook: { id: string; version: number };
}
export interface Delivery {
  id: string;
  eventId: string;
  state: string;
  attempts: number;
}

/** The product with a receiver beside it, and a clock that a spec moves. */
export class Bench {
  readonly clock = new FixedClock(new Date());
  api!: Api;
  admin!: Client;
  sales!: Client;
  outside!: Outside;
  receiver!: Receiver;

  async open(): Promise<void> {
    this.api = await startApi({ clock: this.clock });
    this.outside = this.api.app.get(Outside);
    this.admin = await this.api.as('ADMIN');
    this.sales = await this.api.as('SALES');
    // The clock goes on by days while the same people stay.
    await this.inWork(`update session set expires_at = now() + interval '30 days'`);
    await this.inWork(`update session_seen set at = now() + interval '10 days'`);
  }

  async begin(): Promise<void> {
    this.receiver = await new Receiver().start();
    this.outside.allowed = readAllowances(`127.0.0.1:${this.receiver.port}`);
  }

  /** Every webhook of the spec before is gone. */
  async end(): Promise<void> {
    await this.receiver.stop();
    const { webhooks } = await this.admin.query('{ webhooks(first: 200) { nodes { id } } }');
    for (const { id } of webhooks.nodes) await this.admin.mutate(verb('archiveWebhook'), { id });
  }

  async hook(over: object = {}): Promise<Made> {
    return (await this.admin.mutate(CREATE, { i: { name: '测试', url: this.receiver.url, events: ALL, ...over } })).createWebhook;
  }

  async customer(name: string, by: Client = this.admin): Promise<{ id: string; version: number }> {
    return (await by.mutate(CUSTOMER, { i: { name } })).createCustomer;
  }

  async edit(id: string, version: number, input: object): Promise<number> {
    return (await this.admin.mutate(EDIT, { id, v: version, i: input })).updateCustomer.version;
  }

  arrived(count: number): Promise<Got[]> {
    return until(() => this.receiver.got, (got) => got.length >= count);
  }

  async deliveries(webhookId: string, states?: string[]): Promise<Delivery[]> {
    return (await this.admin.query(DELIVERIES, { f: { webhook: { in: [webhookId] }, ...(states ? { state: { in: states } } : {}) } })).webhookDeliveries.nodes;
  }

  /** Nothing comes any more: long enough for a tick of the worker and a call. */
  quiet(): Promise<void> {
    return new Promise((done) => setTimeout(done, 1_500));
  }

  /** Sets what no verb can set. */
  async inWork(text: string, values: unknown[] = []): Promise<void> {
    await this.api.write(text, values);
  }
}
