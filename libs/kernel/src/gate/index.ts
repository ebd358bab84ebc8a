export { guardSchema, guardedFields, namesWithoutAccess } from './guard-schema';
export { gateContext, type GateContext } from './gate-context';
export { RestGuard, routesWithoutAccess } from './rest-guard';
