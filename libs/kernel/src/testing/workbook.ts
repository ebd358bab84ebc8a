import exceljs from 'exceljs';

/** What a cell of a workbook of a spec may hold: a text, a number, a moment (its wall clock in UTC is what the sheet shows), yes or no, nothing, or a formula with what came out of it. */
export type SheetCell = string | number | Date | boolean | null | { formula: string; result: string | number | Date };

/** A workbook of one sheet, written as an office program writes it: shared texts, numbers as numbers, days under a format of days. `formats`: of a column, counted from 0. */
export async function workbookOf(name: string, rows: readonly (readonly SheetCell[])[], formats: Readonly<Record<number, string>> = {}): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet(name);
  for (const cells of rows) {
    const row = sheet.addRow(cells);
    for (const [at, format] of Object.entries(formats)) if (typeof cells[Number(at)] !== 'string') row.getCell(Number(at) + 1).numFmt = format;
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
