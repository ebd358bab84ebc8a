export { addKey, dropKey, keyCheck, KeyError, keysIn, loadKeys, proveKeys, type KeySettings, type LoadedKeys } from './keys';
export {
  blindIndex, CipherError, decryptField, encryptField, KeyRing, newPersonKey, onCipherFault, openPeople, sealPeople, unwrapPersonKey, wrapPersonKey,
  type CipherFault, type FieldPlace, type FieldToSeal, type IndexWish, type PersonToOpen, type PersonToSeal, type SealedField, type SealedPerson,
} from './sealing';
export { BlindIndexes, type IndexSlot, type StoredIndexes } from './blind-indexes';
export { PersonKeys } from './person-keys';
export { decryptStream, encryptStream, type FilePurpose } from './stream';
export { CryptoPool } from './pool';
export {
  emailDomain, indexedValue, isMobile, normaliseAccount, normaliseContact, normaliseEmail, normalisePhone, phoneTail,
  type ContactKind, type Normalised,
} from './contact';
export { contactReasons, type ContactReason } from './contact-reasons';
export { maskAccount, maskAll, maskDate, maskEmail, maskName, maskPhone } from './mask';
