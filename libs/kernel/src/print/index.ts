export { Press } from './press';
export type { Pressed, PrintedBlock, PrintedDocument, PrintedSection } from './printed';
