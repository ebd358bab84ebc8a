export { KeyKeeper, KeySource } from './key-keeper';
export { type KeyAgreement, KeyState } from './key-state';
export { sealedColumn, type SealedColumn } from './sealed-column';
export { type IndexRotation, Rotations, type RotationStep } from './rotations';
