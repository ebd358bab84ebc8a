export { Change, ChangeOperation } from './change';
export { ChangeResolver } from './change.resolver';
export { Live, type Listener } from './live';
export { LiveSource } from './live-source';
export { Watches, Watch, type Close, type ReadViewer, type WhyEnded } from './watches';
