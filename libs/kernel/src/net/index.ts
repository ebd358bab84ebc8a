export { Outgoing, type Call, type Called, type CallFault } from './outgoing';
export { Outside, addressesOf } from './outside';
export { readAllowances, type Allowance } from './address';
export { mailPlace } from './place';
