import { Injectable, type OnModuleInit } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { IsNotEmpty, IsOptional, IsString, MaxLength, validateSync } from 'class-validator';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { IncomingHandlers, type IncomingHandler, type Received } from '@dossier/workspace';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { IncomingKind } from '@dossier/vocabulary/webhook-enums';
import { FactSource } from '@dossier/vocabulary/fact-enums';
import type { Provenance } from '../facts/facts';
import { IdentityService } from '../identity/identity.service';
import { CustomerInput } from '../profile/customer.inputs';
import { CustomerService } from '../profile/customer.service';
import { SideUpdate } from './side-update';

/** What another system says of a customer: the fields of the screen, and the number by which it knows them. */
class IncomingCustomer extends CustomerInput {
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(200) externalKey?: string;
}

/** Creates a customer, or brings the one of the same number up to date, as the owner of the source might on the screen. */
@Injectable()
export class IncomingCustomers implements IncomingHandler, OnModuleInit {
  readonly kind = IncomingKind.CUSTOMER;

  constructor(
    private readonly handlers: IncomingHandlers,
    private readonly customers: CustomerService,
    private readonly identities: IdentityService,
    private readonly sides: SideUpdate,
  ) {}

  onModuleInit(): void {
    this.handlers.add(this);
  }

  async handle(viewer: Viewer, { sourceId, payload }: Received): Promise<string> {
    const { externalKey, ...input } = customerOf(payload);
    const source = `webhook:${sourceId}`;
    const from: Provenance = { source: FactSource.WEBHOOK, origin: source };
    if (externalKey === undefined) return (await this.customers.create(viewer, input, from)).id;
    // Two events on one number wait for each other: the second one finds what the first one made.
    await currentWork().query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${source}:${externalKey}`]);
    const [known] = await currentWork().query<{ id: string; version: number; merged: boolean }>(
      'select id, version, merged_into_id is not null as merged from customer where external_source = $1 and external_key = $2 and (archived_at is null or merged_into_id is not null)', [source, externalKey]);
    if (known?.merged) return this.sides.update(viewer, known.id, input, from);
    if (known) return (await this.customers.updateFrom(viewer, known, await this.onlyNew(viewer, known.id, input), from)).id;
    const { id } = await this.customers.create(viewer, input, from);
    await currentWork().query('update customer set external_source = $2, external_key = $3 where id = $1', [id, source, externalKey]);
    return id;
  }

  /** Contacts that stand on the customer already are left out: said again, they are no change. */
  private async onlyNew(viewer: Viewer, customerId: string, input: CustomerInput): Promise<CustomerInput> {
    const left = { ...input };
    for (const [name, kind] of [['phone', IdentityKind.PHONE], ['email', IdentityKind.EMAIL]] as const) {
      const value = input[name]?.trim();
      if (!value) continue;
      const index = this.identities.indexOf(kind, this.identities.plain(viewer, { kind, value }).value);
      const same = await currentWork().query('select 1 from customer_identity where customer_id = $1 and kind = $2 and blind_index = $3 and archived_at is null', [customerId, kind, index]);
      if (same.length > 0) delete left[name];
    }
    return left;
  }
}

function customerOf(payload: unknown): IncomingCustomer {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw new DomainError('INVALID_INPUT', { field: 'body', reason: 'NOT_JSON' });
  const input = plainToInstance(IncomingCustomer, payload);
  const [wrong] = validateSync(input, { whitelist: true, forbidNonWhitelisted: true });
  if (wrong) throw new DomainError('INVALID_INPUT', { field: wrong.property, rule: Object.keys(wrong.constraints ?? {})[0] ?? '', reason: Object.values(wrong.constraints ?? {})[0] ?? '' });
  return input;
}
