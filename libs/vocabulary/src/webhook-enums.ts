/** Enums of webhooks. Each key equals its value, for GraphQL shows keys and the database keeps values. */
export enum WebhookEvent {
  CUSTOMER_CREATED = 'CUSTOMER_CREATED',
  CUSTOMER_UPDATED = 'CUSTOMER_UPDATED',
  CUSTOMER_ARCHIVED = 'CUSTOMER_ARCHIVED',
  CUSTOMER_RESTORED = 'CUSTOMER_RESTORED',
  ORDER_CREATED = 'ORDER_CREATED',
  IMPORT_FINISHED = 'IMPORT_FINISHED',
  EXPORT_FINISHED = 'EXPORT_FINISHED',
}

export enum WebhookState { ACTIVE = 'ACTIVE', PAUSED = 'PAUSED' }

export enum DeliveryState { WAITING = 'WAITING', DELIVERED = 'DELIVERED', DEAD = 'DEAD' }

export enum DeliveryFault { ADDRESS = 'ADDRESS', UNREACHABLE = 'UNREACHABLE', TIMEOUT = 'TIMEOUT', REDIRECT = 'REDIRECT', STATUS = 'STATUS' }

export enum IncomingKind { CUSTOMER = 'CUSTOMER' }

export enum IncomingState { RECEIVED = 'RECEIVED', DONE = 'DONE', FAILED = 'FAILED' }

/** The name of an event as it travels: `customer.created`. */
export const wireName = (event: string): string => event.toLowerCase().replace('_', '.');
