import { problemRemedy, problemSentence } from '@dossier/vocabulary/import-problems';
import type { RowProblem } from '../problem';
import { neutral } from '../read/neutral';
import { csvLine } from './csv';

/** Title of the column that says what is wrong and what to do. An import passes over a column of this name. */
export const WHAT_IS_WRONG = { zh: '问题和处理办法', en: 'What is wrong and what to do' } as const;

/** One failed row: its cells as they stood, and its problems. */
export interface FailedRow {
  cells: readonly string[];
  problems: readonly RowProblem[];
}

/** The failed rows in the columns of their file plus one, ready to be corrected and imported again. */
export async function* failedRowsPieces(columns: readonly string[], pages: AsyncIterable<readonly FailedRow[]>, language: 'zh' | 'en'): AsyncGenerator<Buffer> {
  yield Buffer.from(`\uFEFF${csvLine([...columns, WHAT_IS_WRONG[language]].map(neutral))}`);
  for await (const rows of pages) {
    const text = rows.map((row) => csvLine([...columns.map((_, at) => neutral(row.cells[at] ?? '')), explained(row.problems, language)])).join('');
    if (text.length > 0) yield Buffer.from(text);
  }
}

/** All problems of a row in one text: sentence and remedy of each. */
export function explained(problems: readonly RowProblem[], language: 'zh' | 'en'): string {
  return problems.map((problem) => {
    const facts = problemFacts(problem);
    const sentence = problemSentence(problem.code, language, facts);
    const where = problem.column === null || sentence.includes(problem.column) ? '' : `${problem.column}: `;
    return where + [sentence, problemRemedy(problem.code, language, facts)].filter((part) => part !== '').join(language === 'zh' ? '' : ' ');
  }).join(language === 'zh' ? '；' : '; ');
}

/** The facts that a problem's words may place. */
export function problemFacts(problem: RowProblem): Record<string, unknown> {
  return { column: problem.column ?? '', value: problem.value ?? '', ...problem.facts };
}
