import { useSave } from '@dossier/client';
import { useText } from '@dossier/ui';
import type { VariablesOf } from '@graphql-typed-document-node/core';
import type { Settings } from '../import.types';
import { CancelImportDocument, CheckImportDocument, CommitImportDocument, ConfigureImportDocument, CorrectImportRowsDocument, RevertImportDocument } from '../imports.documents';
import { importsText } from '../imports.text';

type Input = VariablesOf<typeof ConfigureImportDocument>['input'];
type Rows = VariablesOf<typeof CorrectImportRowsDocument>['rows'];
const REFRESHES = ['import', 'imports'];
const DATA = [...REFRESHES, 'leads', 'customers', 'orders', 'products', 'customer'];

/** The verbs of one import; each says its own fault. */
export function useImportVerbs(id: string) {
  const t = useText(importsText);
  const configure = useSave(ConfigureImportDocument, { refreshes: REFRESHES, loud: true });
  const check = useSave(CheckImportDocument, { refreshes: REFRESHES, loud: true });
  const commit = useSave(CommitImportDocument, { refreshes: DATA, loud: true });
  const cancel = useSave(CancelImportDocument, { refreshes: REFRESHES, loud: true, done: t('cancelled') });
  const fix = useSave(CorrectImportRowsDocument, { refreshes: REFRESHES, loud: true });
  const revert = useSave(RevertImportDocument, { refreshes: DATA, loud: true });
  return {
    busy: [configure, check, commit, cancel, fix, revert].some((save) => save.busy),
    configure: (settings: Settings) => configure.run({ id, input: settings as Input }),
    check: () => check.run({ id }),
    commit: () => commit.run({ id }),
    cancel: () => cancel.run({ id }),
    correct: (rows: Rows, allOfKind: boolean) => fix.run({ id, rows, allOfKind }),
    revert: (batchId: string) => revert.run({ id: batchId }),
  };
}

export type ImportVerbs = ReturnType<typeof useImportVerbs>;
