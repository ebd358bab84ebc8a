export { viewerOf, nobody, jobViewer, type Viewer, type ViewerFacts } from './viewer';
export { isProven, PROOF_MINUTES } from './proof';
export { Access, ACCESS, By, type AccessOptions, type WithViewer } from './access.decorator';
export { Params, type Slot } from './params';
export { withinReach, everyone, own, through, normalised, type Scope } from './scope';
export { policy, policyOf, allPolicies, partsOf, provideParts, type Policy, type PolicySpec, type ActionRule } from './policy';
export { planOf, TypePlan, type FieldPlan, type Where } from './plan';
export { snake } from './snake';
export { networkOf } from './network';
