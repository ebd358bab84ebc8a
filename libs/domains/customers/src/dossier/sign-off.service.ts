import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { RecordStatus, type SignedSection } from '@dossier/vocabulary/archive-enums';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import { CustomerSignOff } from './sign-off.entity';
import { SIGNED_FIELDS } from './sign-off.rules';

/** Who answers for a record, and where it stands. */
@Injectable()
export class SignOffs {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(CustomerSignOff) private readonly signOffs: Records<CustomerSignOff>,
    private readonly clock: Clock,
  ) {}

  /** Signs one section as it stands now. Only what the signer sees in clear is signed; where that is nothing, there is nothing to sign. */
  async sign(viewer: Viewer, customerId: string, section: SignedSection): Promise<Customer> {
    const customer = await this.customers.get(viewer, customerId, 'SIGN');
    const plan = planOf(viewer, ofCustomers);
    const fields = Object.keys(SIGNED_FIELDS[section]).filter((field) => plan.levelOn(field, customer) === 'READ');
    if (fields.length === 0) throw new DomainError('FORBIDDEN', { permission: 'customer.read', field: section });
    const [known] = await currentWork().query<{ id: string }>(
      `select coalesce(max(id), 0)::text as id from (
        (select id from revision where table_name = 'customer' and row_id = $1 order by id desc limit 1) union all
        (select id from revision where table_name = 'customer_identity' and row_id = $1 order by id desc limit 1)) r`, [customer.id]);
    await this.signOffs.add(viewer, {
      customerId: customer.id, section, fields, signedAt: this.clock.now(), signedBy: viewer.userId, signedName: viewer.name,
      customerVersion: customer.version, revisionId: Number(known?.id ?? 0),
    });
    return customer;
  }

  /** Says where the record stands. That it was merged is said by merging alone. */
  async setStatus(viewer: Viewer, customerId: string, status: RecordStatus): Promise<Customer> {
    const customer = await this.customers.get(viewer, customerId, 'SET_STATUS');
    if (status === RecordStatus.MERGED || customer.mergedIntoId !== null) throw new DomainError('RECORD_MERGED');
    this.customers.requireWritable(viewer, customer, 'customer.update', ['recordStatus']);
    return this.customers.save(viewer, customer, { ownStatus: status }, 'SET_STATUS');
  }
}
