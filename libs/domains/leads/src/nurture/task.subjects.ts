import { Customer } from '@dossier/customers';
import { taskSubject } from '@dossier/teams';
import { TaskSubject } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';

/** What tasks are about: rows of domains that tasks themselves know nothing of. */
taskSubject(TaskSubject.CUSTOMER, () => ({ entity: Customer, customer: 'select coalesce(merged_into_id, id) as customer_id from customer where id = $1' }));
taskSubject(TaskSubject.LEAD, () => ({ entity: Lead, customer: 'select customer_id from lead where id = $1' }));
