/** What the server tells of a change: ids and names, never a value. */
export interface Told { type: string; id?: string | null; version?: number | null; operation: string; fields?: readonly string[] | null }

/** The root fields that show rows of a type: lists, and records of one row that name it by `id`. */
interface Shown { lists: readonly string[]; records?: readonly string[] }

const shownBy: Readonly<Record<string, Shown>> = {
  Customer: { lists: ['customers', 'customerFigures', 'search', 'duplicateCandidates', 'possibleDuplicates', 'mergePreview'], records: ['customer', 'customerHistory', 'customerCompleteness', 'customerFinance', 'productCheck'] },
  // Customers show their latest orders, and orders come without a word about the customer.
  Order: { lists: ['orders', 'customers', 'customer', 'customerFigures'], records: ['order'] },
  Communication: { lists: ['communications', 'customerTimeline', 'customerCompleteness'], records: ['communication'] },
  InterviewTemplate: { lists: ['interviewTemplates'] },
  CustomerNeed: { lists: ['customerNeeds', 'customerCompleteness'] },
  CustomerFeedback: { lists: ['customerFeedback', 'customerCompleteness'] },
  Relationship: { lists: ['relationships', 'relationGraph', 'referrals', 'householdSuggestions'] },
  Household: { lists: ['households'], records: ['household'] },
  HouseholdMember: { lists: ['households', 'household', 'householdSuggestions', 'customerTimeline'] },
  DuplicateCandidate: { lists: ['duplicateCandidates'] },
  CustomField: { lists: ['customFields', 'customers', 'customer'] },
  // A pack brings and takes fields, sections, rules and samples.
  AppliedPack: { lists: ['packs', 'packDiff', 'packKpis', 'appliedPacks', 'customFields', 'customers', 'customer', 'customerFinance', 'productCheck', 'products'] },
  Tag: { lists: ['tags'] },
  Channel: { lists: ['channels', 'tags'] },
  Category: { lists: ['categories'] },
  Product: { lists: ['products'] },
  User: { lists: ['users'], records: ['user'] },
  Team: { lists: ['teams'] },
  // Whose rights have changed hears of every type at once.
  Role: { lists: ['roles', 'me'] },
  Lead: { lists: ['leads', 'leadBoard', 'customer', 'teamDay'], records: ['lead', 'leadPresence'] },
  Task: { lists: ['tasks', 'teamDay'], records: ['task'] },
  Segment: { lists: ['segments'], records: ['segment', 'segmentMoves'] },
  SavedView: { lists: ['savedViews'] },
  Notification: { lists: ['notifications', 'unreadNotifications'] },
  Import: { lists: ['imports'], records: ['import'] },
  ExportFile: { lists: ['exports'] },
  OperationBatch: { lists: ['operationBatches'], records: ['operationBatch'] },
  Alert: { lists: ['alerts'] },
  AuditCheck: { lists: ['auditChecks'] },
  JobStatus: { lists: ['jobs', 'import'], records: ['job'] },
};

/** Fields that one kind of page alone shows: a change of nothing else concerns those pages, and no list. */
const shownApart: Readonly<Record<string, Readonly<Record<string, string>>>> = { Lead: { hold: 'leadPresence' } };

const sameRow = (variables: unknown, { id }: Told): boolean => {
  const own = (variables as { id?: unknown } | null)?.id;
  return !id || typeof own !== 'string' || own === id;
};

export const liveTypes: readonly string[] = Object.keys(shownBy);

/** Whether what a query shows may be another after this change. */
export function mayShow(rootField: string, variables: unknown, told: Told): boolean {
  const apart = told.fields?.map((field) => shownApart[told.type]?.[field]);
  if (apart && apart.length > 0 && apart.every(Boolean)) return apart.includes(rootField) && sameRow(variables, told);
  const shown = shownBy[told.type];
  if (shown?.lists.includes(rootField)) return true;
  return (shown?.records?.includes(rootField) ?? false) && sameRow(variables, told);
}

/** Whether an answer holds that row already as it is now: one's own save comes back as an event. */
export function isKnown(answer: unknown, told: Told): boolean {
  const { id, version, operation } = told;
  if (operation !== 'UPDATE' || !id || typeof version !== 'number') return false;
  let found = false;
  const look = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return true;
    if (Array.isArray(value)) return value.every(look);
    const row = value as { id?: unknown; version?: unknown };
    if (row.id === id && 'version' in row) {
      found = true;
      if (typeof row.version !== 'number' || row.version < version) return false;
    }
    return Object.values(value).every(look);
  };
  return look(answer) && found;
}
