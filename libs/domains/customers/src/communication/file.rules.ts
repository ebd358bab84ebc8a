const text = (bytes: Buffer): boolean => {
  const head = bytes.subarray(0, 4096);
  return !head.includes(0) && head.toString('utf8').replace(/�$/u, '').indexOf('�') < 0;
};

const begins = (...signs: readonly number[]) => (bytes: Buffer): boolean => signs.every((sign, at) => bytes[at] === sign);
const at = (from: number, sign: string) => (bytes: Buffer): boolean => bytes.subarray(from, from + sign.length).toString('latin1') === sign;

/** The sorts of tracks that a film or a recording in boxes declares. */
function tracks(bytes: Buffer): Set<string> {
  const found = new Set<string>();
  for (let box = bytes.indexOf('hdlr'); box >= 0; box = bytes.indexOf('hdlr', box + 4)) found.add(bytes.subarray(box + 12, box + 16).toString('latin1'));
  return found;
}

/** A recording as phones and browsers keep it in boxes: sound, and no picture. */
const sound = (bytes: Buffer): boolean => {
  if (!at(4, 'ftyp')(bytes)) return false;
  const sorts = tracks(bytes);
  return at(8, 'M4A')(bytes) || (sorts.has('soun') && !sorts.has('vide'));
};

/** What browsers record: the box of the open web, named in its own head. Its track of sound says by which codec it is written. */
const webm = (bytes: Buffer): boolean => begins(0x1a, 0x45, 0xdf, 0xa3)(bytes) && bytes.subarray(0, 64).includes('webm') && ['A_OPUS', 'A_VORBIS'].some((codec) => bytes.includes(codec)) && !bytes.subarray(0, 4096).includes('V_VP');

/** Kinds of files that may be attached, each told by its own first bytes: what a browser claims says nothing. None of them runs where it is opened. */
const KINDS: readonly (readonly [mediaType: string, is: (bytes: Buffer) => boolean])[] = [
  ['application/pdf', at(0, '%PDF-')],
  ['image/png', begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['image/jpeg', begins(0xff, 0xd8, 0xff)],
  ['image/webp', (bytes) => at(0, 'RIFF')(bytes) && at(8, 'WEBP')(bytes)],
  ['audio/wav', (bytes) => at(0, 'RIFF')(bytes) && at(8, 'WAVE')(bytes)],
  ['audio/mpeg', (bytes) => at(0, 'ID3')(bytes) || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)],
  ['audio/mp4', sound],
  ['audio/webm', webm],
  ['audio/ogg', at(0, 'OggS')],
  ['audio/amr', at(0, '#!AMR')],
  // Sheets, texts and slides of today's offices: a zip of parts, told apart from any other zip by its list of content.
  ['application/vnd.openxmlformats-officedocument', (bytes) => begins(0x50, 0x4b, 0x03, 0x04)(bytes) && bytes.includes('[Content_Types].xml') && !bytes.includes('vbaProject.bin')],
];

const MARKUP = /^\s*(<|%!|#!)/;

/** The kind of a file by its content, or null where it is none that may be attached. Plain text passes unless it begins like a page or a script. */
export function mediaTypeOf(bytes: Buffer): string | null {
  if (bytes.length === 0) return null;
  const found = KINDS.find(([, is]) => is(bytes));
  if (found) return found[0];
  return text(bytes) && !MARKUP.test(bytes.subarray(0, 200).toString('utf8').replace(/^\uFEFF/, '')) ? 'text/plain' : null;
}
