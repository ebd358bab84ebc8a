/** A table whose rows belong to a customer and move with it when records are merged. */
export interface CustomerPart {
  /** It bears `customer_id` (whose a row is now) and `side_id` (for which record it came in, null where for this very one). */
  table: string;
  /** Its columns sealed under the person's key: sealed anew under the key of the one they move to. */
  sealed?: readonly string[];
}

const parts = new Map<string, CustomerPart>();

/** Declares that the rows of a table belong to customers. A table that refers to a customer and is neither declared nor derived fails the house. */
export function hangsOnCustomer(part: CustomerPart): void {
  parts.set(part.table, part);
}

/** Every table that moves with a customer. */
export const customerParts = (): readonly CustomerPart[] => [...parts.values()];

hangsOnCustomer({ table: 'customer_identity', sealed: ['value_cipher'] });
hangsOnCustomer({ table: 'sales_order' });
