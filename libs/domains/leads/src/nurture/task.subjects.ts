import { Customer } from '@dossier/customers';
import { taskSubject } from '@dossier/teams';
import { TaskSubject } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';

/** What tasks are about: rows of domains that tasks themselves know nothing of. */
taskSubject(TaskSubject.CUSTOMER, () => ({ entity: Customer, customer: 'select coalesce(merged_into_id, id) as customer_id from customer where id = $1', owner: `select c.id, coalesce(m.owner_id, c.owner_id) as owner_id from customer c left join customer m on m.id = c.merged_into_id where c.id = any($1::uuid[])` }));
taskSubject(TaskSubject.LEAD, () => ({ entity: Lead, customer: 'select customer_id from lead where id = $1', owner: 'select id, owner_id from lead where id = any($1::uuid[])' }));
