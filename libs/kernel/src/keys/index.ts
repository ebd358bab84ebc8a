export { KeyKeeper, KeySource } from './key-keeper';
export { type KeyAgreement, KeyState } from './key-state';
export { Leftovers, type Leftover } from './leftovers';
export { sealedColumn, type SealedColumn } from './sealed-column';
export { type IndexRotation, Rotations, type RotationStep } from './rotations';
