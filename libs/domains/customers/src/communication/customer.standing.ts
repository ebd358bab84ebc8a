import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { Permission } from '@dossier/vocabulary/permissions';
import { Customer } from '../profile/customer.entity';
import { customerPolicy, ofCustomers } from '../profile/customer.policy';

/** The customer on whom something is recorded, held still until that has happened. */
@Injectable()
export class CustomerStanding {
  constructor(@InjectRecords(Customer) private readonly customers: Records<Customer>) {}

  /** A customer whom this word reaches. Out of reach is NOT_FOUND; seen but out of the word's own reach, archived or merged away is FORBIDDEN. */
  async require(viewer: Viewer, customerId: string, word: Permission): Promise<Customer> {
    const customer = await this.customers.get(viewer, customerId);
    if (customer.archivedAt !== null || !this.reaches(viewer, customer, word)) throw new DomainError('FORBIDDEN', { permission: word });
    return customer;
  }

  reaches(viewer: Viewer, customer: Customer, word: Permission): boolean {
    return customerPolicy.scope.covers(planOf(viewer, ofCustomers).scopes(word), viewer, customer);
  }
}
