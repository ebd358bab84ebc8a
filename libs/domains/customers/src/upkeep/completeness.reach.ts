import { normalised, planOf, type Viewer } from '@dossier/kernel/access';
import { ofCustomers } from '../profile/customer.policy';
import { recordItems } from './completeness.items';

/**
 * Whether the kept completeness may be told to this viewer: it counts everything that makes a record whole, so it is for those alone to
 * whom nothing of it is closed on any customer in their reach. Others are told of their own part on the record itself.
 */
export function seesCompleteness(viewer: Viewer): boolean {
  const plan = planOf(viewer, ofCustomers);
  const reading = plan.scopes();
  const covers = (word: NonNullable<ReturnType<typeof recordItems>[number]['word']>): boolean => {
    const own = plan.scopes(word);
    return normalised([...own, ...reading]).join() === own.join();
  };
  const isOpen = (field: string): boolean => plan.field(field).clear === true;
  return reading.length > 0 && isOpen('completeness') && recordItems().every((item) => item.fields.every(isOpen) && (item.word === undefined || covers(item.word)));
}
