export {
  type Address,
  type Block,
  contains,
  covers,
  isEverywhere,
  parseAddress,
  parseBlock,
} from './address/address.ts';
export { formatAddress, formatBlock } from './address/format.ts';
export { type Change, type Difference, diff } from './diff/diff.ts';
export { overlay } from './diff/overlay.ts';
export { type CompiledPolicies, compile, directionsOf, withPolicies } from './evaluate/compile.ts';
export { type Endpoint, endpointNamed, reach, verdictOf, workloadsNamed } from './evaluate/reach.ts';
export {
  certain,
  isDenied,
  type Reach,
  reachOfAll,
  unknownPorts,
  type Verdict,
  verdictAt,
  verdicts,
} from './evaluate/verdict.ts';
export { namespaceNameLabel } from './evaluate/workload-index.ts';
export {
  type Explanation,
  explain,
  nameOf,
  type PolicyRef,
  type RuleRef,
  type Side,
  type UndecidedRule,
} from './explain/explain.ts';
export { lastingLabels, type Remedy } from './explain/remedy.ts';
export type { Unknown } from './explain/unknown.ts';
export { readFlinkDeployment } from './flink/deployment.ts';
export type { FlinkDeployment } from './flink/described.ts';
export { blueGreenChildren } from './flink/kinds.ts';
export { type PortRule, portRules } from './flink/port-rules.ts';
export { type ApiAddress, parseApiAddress } from './generate/api-address.ts';
export type { EgressConnection, EgressTarget } from './generate/egress-connection.ts';
export { generate } from './generate/generate.ts';
export { type Generated, type GeneratedPolicy, type PinnedSetting, reasonAnnotation } from './generate/generated.ts';
export { type EgressOptions, type GenerateOptions, type ProfileName, profileNames } from './generate/options.ts';
export { restCallerOf } from './generate/rest-callers.ts';
export { labelOf, type NamedScraper, scraperPeer } from './generate/scraper.ts';
export { equivalenceClasses } from './list/equivalence-classes.ts';
export { type Exposure, exposure } from './list/exposure.ts';
export type { Focus } from './list/focus.ts';
export { describeInternetExposure, type InternetExposure } from './list/internet-exposure.ts';
export { Matrix } from './list/matrix.ts';
export { Outside } from './list/outside.ts';
export { type ListedPair, type ListedVerdict, type ListRow, listedPairs, listRows } from './list/rows.ts';
export { summedUp } from './list/summary.ts';
export * from './model/diagnostic.ts';
export * from './model/policy.ts';
export * from './model/world.ts';
export { type Misread, misreadOn } from './platform/advice.ts';
export {
  type Platform,
  type PlatformName,
  platformNames,
  platforms,
  type Rule,
  reportOf,
  type Topic,
  topics,
} from './platform/platforms.ts';
export * from './ports/port-set.ts';
export { printJson, printPolicy, printRule, printYaml } from './print/print.ts';
export { sarifOf } from './print/sarif.ts';
export { backendKinds } from './read/backends.ts';
export { readConnections } from './read/connections.ts';
export type { FoundFlinkDeployment, ReadWorld } from './read/gathered.ts';
export { leftOutMessages } from './read/left-out.ts';
export { isNamespaceName } from './read/names.ts';
export { readBounds, type SourceFile } from './read/source-file.ts';
export {
  type LiveObject,
  readObjects,
  readWorld,
} from './read/world.ts';
export { unknowns } from './review/checks/unknowns.ts';
export type { ReviewCode, ReviewFinding } from './review/codes.ts';
export { type DenyReview, reviewDeny } from './review/deny.ts';
export { gather } from './review/gather.ts';
export type { Needed } from './review/needed.ts';
export { review } from './review/review.ts';
export { describeSelector, matches } from './selector/match.ts';
