import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records, shapeOf } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { ChannelService } from '@dossier/channels';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { Facts, type Provenance } from '../facts/facts';
import { CustomValues } from '../fields/custom-values';
import { IdentityService } from '../identity/identity.service';
import { Arrivals, type StandingSide } from '../merging/arrivals';
import { Customer } from '../profile/customer.entity';
import type { CustomerInput } from '../profile/customer.inputs';
import { changed } from '../profile/customer.rules';
import { TagService } from '../profile/tag.service';

const CONTACTS = [['phone', IdentityKind.PHONE], ['email', IdentityKind.EMAIL]] as const;

/** What another system says of a record that has been merged since: it lands on the one that stands, for that side. */
@Injectable()
export class SideUpdate {
  private readonly columns = [...shapeOf(Customer).columns].map(([property, { column }]) => ({ property, column }));

  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly arrivals: Arrivals,
    private readonly identities: IdentityService,
    private readonly channels: ChannelService,
    private readonly tags: TagService,
    private readonly values: CustomValues,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Gives the id of the record that stands. */
  async update(viewer: Viewer, sideId: string, input: CustomerInput, from: Provenance): Promise<string> {
    const side = (await this.arrivals.standing([sideId])).get(sideId);
    if (!side) throw new DomainError('NOT_FOUND');
    const customer = await this.customers.get(viewer, side.root, 'UPDATE');
    const change = await this.changeOf(viewer, customer, { side, input });
    this.customers.requireWritable(viewer, customer, 'customer.update', Object.keys(change));
    const values = Object.fromEntries(this.columns.flatMap(({ property, column }) => (property in change ? [[column, (change as Record<string, unknown>)[property]]] : [])));
    if (Object.keys(values).length > 0) await this.arrivals.take([{ side: sideId, values }]);
    await this.addContacts(viewer, customer, { sideId, input });
    await this.facts.observe(viewer, { ...from, customerId: side.root, sideId: sideId === side.root ? null : sideId, fields: Object.fromEntries(Object.entries(values).filter(([column]) => column !== 'custom')) });
    return side.root;
  }

  private async changeOf(viewer: Viewer, customer: Customer, { side, input }: { side: StandingSide; input: CustomerInput }): Promise<Partial<Customer>> {
    const own = Object.fromEntries(this.columns.map(({ property, column }) => [property, column in side.own ? side.own[column] : (customer as unknown as Record<string, unknown>)[property]])) as unknown as Customer;
    const change = changed(input, this.clock.today(), own);
    if (change.sourceId) await this.channels.require(change.sourceId);
    if (change.tagIds) await this.tags.require(change.tagIds.filter((tag) => !own.tagIds.includes(tag)));
    const custom = await this.values.changed(viewer, own, customer.version, input.custom);
    return custom === undefined ? change : { ...change, custom };
  }

  /** Contacts that stand there already are left out: said again, they are no change. */
  private async addContacts(viewer: Viewer, customer: Customer, { sideId, input }: { sideId: string; input: CustomerInput }): Promise<void> {
    for (const [name, kind] of CONTACTS) {
      if (!input[name]?.trim()) continue;
      this.customers.requireWritable(viewer, customer, 'customer.update', ['identities']);
      const plain = this.identities.plain(viewer, { kind, value: input[name]! });
      if (await this.identities.stands(customer.id, plain)) continue;
      await this.identities.put(viewer, customer.id, [plain], { sideId: sideId === customer.id ? null : sideId });
    }
  }
}
