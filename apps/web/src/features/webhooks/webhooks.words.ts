import { useLanguage } from '@dossier/ui';
import { webhookTerms } from '@dossier/vocabulary/terms/webhooks';
import { wireName } from '@dossier/vocabulary/webhook-enums';

type Enum = 'WebhookEvent' | 'WebhookState' | 'DeliveryState' | 'DeliveryFault' | 'IncomingKind' | 'IncomingState';

/** The words of coded values, in the reader's language. */
export function useWords(): (of: Enum, value: string | null | undefined) => string {
  const language = useLanguage();
  return (of, value) => {
    const name = `${of}.${value ?? ''}`;
    return name in webhookTerms ? webhookTerms[name as keyof typeof webhookTerms][language] : (value ?? '');
  };
}

const byWire = new Map(Object.keys(webhookTerms).flatMap(name => (name.startsWith('WebhookEvent.') ? [[wireName(name.slice('WebhookEvent.'.length)), name.slice('WebhookEvent.'.length)] as const] : [])));

/** The coded event behind the name it travels under. */
export const eventOf = (type: string | null | undefined): string | undefined => byWire.get(type ?? '');
