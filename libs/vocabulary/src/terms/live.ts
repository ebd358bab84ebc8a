/** Words of live updates. Keyed by GraphQL type or `Enum.VALUE`. */
export const liveTerms = {
  Change: { zh: '变更', en: 'Change', means: 'That something changed within one’s reach: which row and which fields, never a value.' },
  'ChangeOperation.INSERT': { zh: '新增', en: 'Added', means: 'A row came into being, or into reach.' },
  'ChangeOperation.UPDATE': { zh: '更新', en: 'Updated', means: 'Fields of a row changed.' },
  'ChangeOperation.DELETE': { zh: '移出', en: 'Gone', means: 'A row was removed, or left one’s reach.' },
  'ChangeOperation.MANY': { zh: '多项', en: 'Many', means: 'Many rows may have changed: what is shown is read anew.' },
} as const;
