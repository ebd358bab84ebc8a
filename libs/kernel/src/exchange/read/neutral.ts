/**
 * A cell that a spreadsheet could take for a formula: it begins, blanks and full width aside, with = + - @, a tab or a return.
 * Leading apostrophes count along, so that what was neutralised once is told from what was written so.
 */
const DANGEROUS = /^'*[\s\u3000\u00a0\ufeff]*(?:[=+\-@＝＋－＠]|\t|\r)|^'*[\t\r\n]/;
const NEUTRALISED = /^'(?='*[\s\u3000\u00a0\ufeff]*[=+\-@＝＋－＠]|'*[\t\r\n])/;

/** Text made harmless for a spreadsheet by one apostrophe in front; other text as it is. */
export function neutral(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text;
}

/** Takes the apostrophe of `neutral` away again: `restored(neutral(text)) === text` for every text. */
export function restored(text: string): string {
  return text.charCodeAt(0) === 39 && NEUTRALISED.test(text) ? text.slice(1) : text;
}
