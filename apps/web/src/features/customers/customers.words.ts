/** Words of stages, kinds and other codes, from the dictionary. */
export { codesOf, customerWords as terms } from '@dossier/client';
