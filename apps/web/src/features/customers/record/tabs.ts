import type { ComponentType } from 'react';
import type { Permission } from '@dossier/vocabulary/permissions';
import type { recordText } from './record.text';
import type { CustomerRecord } from './record.types';

export interface RecordTab {
  /** Stands in the address: `?tab=`. */
  key: string;
  label: keyof typeof recordText.table;
  /** Who does not hold this word does not see the tab. */
  needs?: Permission;
  /** Fetched when the tab is first opened, so that a tab more costs the first paint nothing. */
  load: () => Promise<ComponentType<{ customer: CustomerRecord }>>;
}

/** The sections of an archive, in the order in which they stand. */
export const recordTabs: readonly RecordTab[] = [
  { key: 'basic', label: 'basic', load: async () => (await import('./BasicTab')).BasicTab },
  { key: 'needs', label: 'needs', needs: 'need.read', load: async () => (await import('./archive/NeedsTab')).NeedsTab },
  { key: 'purchases', label: 'purchases', load: async () => (await import('./PurchasesTab')).PurchasesTab },
  { key: 'communication', label: 'communication', needs: 'communication.read', load: async () => (await import('./archive/CommunicationTab')).CommunicationTab },
  { key: 'latent', label: 'latent', needs: 'need.read', load: async () => (await import('./archive/NeedsTab')).LatentTab },
  { key: 'feedback', label: 'feedback', needs: 'feedback.read', load: async () => (await import('./archive/FeedbackTab')).FeedbackTab },
  { key: 'timeline', label: 'timeline', load: async () => (await import('./archive/TimelineTab')).TimelineTab },
  { key: 'behaviour', label: 'behaviour', needs: 'event.read', load: async () => (await import('./behaviour/BehaviourTab')).BehaviourTab },
  { key: 'insight', label: 'insight', needs: 'score.read', load: async () => (await import('./insight/InsightTab')).InsightTab },
  { key: 'consent', label: 'consent', needs: 'consent.read', load: async () => (await import('./consent/ConsentTab')).ConsentTab },
  { key: 'relations', label: 'relations', needs: 'relationship.read', load: async () => (await import('./relations/RelationsTab')).RelationsTab },
  { key: 'history', label: 'history', load: async () => (await import('./HistoryTab')).HistoryTab },
];
