export { type CastFinding, checkCasts } from './casts/check.ts';
export { textFunctions } from './casts/operands.ts';
export * from './catalogue/connection-kind.ts';
export * from './catalogue/field.ts';
export * from './catalogue/node-type.ts';
export { storedVersion, upgraded, upgradeEdits, versionOf } from './catalogue/version.ts';
export { walkValue } from './catalogue/walk.ts';
export * from './condition/edit.ts';
export { type ParsedCondition, parseCondition } from './condition/parse-condition.ts';
export { type ColumnChoice, choiceAt, columnChoices, columnLabel, columnPath } from './condition/parse-predicate.ts';
export {
  hasSql,
  incompleteLeaf,
  type PrintedCondition,
  printCondition,
  valueExpression,
  valuesOf,
} from './condition/print-condition.ts';
export { conditionMisfit } from './condition/tokenize-condition.ts';
export {
  type ConditionGroup,
  type ConditionLeaf,
  type ConditionPart,
  type ConditionValue,
  comparisons,
  type Join,
  type LiteralKind,
  newGroup,
  type Operator,
  type PartPath,
  type Predicate,
} from './condition/tree.ts';
export * from './diagnostic.ts';
export { type Edit, editDocument, editText, inverseEdits } from './document/edit.ts';
export { limits } from './document/limits.ts';
export { documentText, newFlowText, renameNode } from './document/new.ts';
export { type ParsedFlow, parseFlow } from './document/parse.ts';
export * from './document/schema.ts';
export { formatDuration, parseDuration } from './duration.ts';
export * from './graph/counts.ts';
export type { NodeState, TypedGraph, TypedNode } from './graph/infer.ts';
export { type Edge, type PortRef, portKey } from './graph/link.ts';
export { columnNamed, findColumn, type NamedColumn, nearestColumn } from './graph/named-column.ts';
export { nearest } from './graph/nearest.ts';
export { newName } from './graph/output/edits.ts';
export * from './graph/relation.ts';
export { checkPatterns } from './patterns/check.ts';
export { regexpFault } from './patterns/regexp.ts';
export { dateFormatFault, type PatternFault, timePatternFault } from './patterns/time-pattern.ts';
export { typedBeforeOutput } from './plan/before-output.ts';
export { type Compiled, type CompileOptions, type Compiler, createCompiler } from './plan/compiler.ts';
export type { Plan, PlannedResource, PlannedTable } from './plan/lower.ts';
export type { PlannedRelation } from './plan/planned-relation.ts';
export type { PortTypes } from './plan/port-types.ts';
export { explainStatement, runStatements, type Script, type ScriptText, script } from './plan/script.ts';
export type { StartFrom } from './plan/start.ts';
export { type CheckQuery, type CheckTable, checkQuery } from './planner/check-query.ts';
export { locate } from './planner/locate.ts';
export { type PreviewPort, type PreviewQuery, previewQuery } from './planner/preview-query.ts';
export { suggest } from './planner/suggest.ts';
export { checkExpression } from './sql/check-expression.ts';
export {
  columnInExpression,
  expressionFunctions,
  expressionTypeWords,
  isReserved,
  refusedFunctions,
  refusedTypeWords,
} from './sql/flink-words.ts';
export { bareFunctions, flinkVersion, freeWords, reservedWords } from './sql/generated/flink.ts';
export { lex, type Misfit, type Token } from './sql/lex.ts';
export type { Origin } from './sql/origin.ts';
export { type Printed, printStatement } from './sql/print/statement.ts';
export type { Span } from './sql/print/writer.ts';
export { quoteIdentifier, quoteInterval, quoteString, sqlName } from './sql/quote.ts';
export * from './sql/tree.ts';
export { type DataType, type RowField, types } from './types/data-type.ts';
export { type ParsedType, parseType } from './types/parse-type.ts';
export { printType } from './types/print-type.ts';
export { conform, type Mismatch, mismatchSentence, unknownKeys } from './words/sentence.ts';
