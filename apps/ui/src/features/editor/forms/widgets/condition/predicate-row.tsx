import { Select, SelectItem, SelectItemGroup } from '@carbon/react';
import {
  type ConditionLeaf,
  choiceAt,
  columnLabel,
  columnPath,
  comparisons,
  type DataType,
  type Operator,
  operatorsFor,
  type PartPath,
  type Predicate,
  printType,
  replaceAt,
  takesColumn,
  withColumn,
  withOperator,
  withPredicate,
} from '@headrace/flow';
import type { ReactNode } from 'react';
import { Suggest } from '../suggest.tsx';
import { numberOf, useAssistant } from './assistant.ts';
import { ValuesView } from './values.tsx';

/** The names of the operators. */
const operatorNames: Readonly<Record<Operator, string>> = {
  '=': 'is',
  '<>': 'is not',
  '<': 'less than',
  '<=': 'at most',
  '>': 'greater than',
  '>=': 'at least',
  BETWEEN: 'between',
  'NOT BETWEEN': 'not between',
  IN: 'one of',
  'NOT IN': 'none of',
  CONTAINS: 'contains',
  'NOT CONTAINS': 'does not contain',
  'STARTS WITH': 'starts with',
  'NOT STARTS WITH': 'does not start with',
  'ENDS WITH': 'ends with',
  'NOT ENDS WITH': 'does not end with',
  LIKE: 'like (%, _)',
  'NOT LIKE': 'not like (%, _)',
  'IS NULL': 'is missing',
  'IS NOT NULL': 'is there',
  'IS TRUE': 'is true',
  'IS FALSE': 'is false',
  'IS NOT TRUE': 'is false or missing',
  'IS NOT FALSE': 'is true or missing',
};

/** Whether operator and value need a line of their own. */
const isLong = ({ operator, values: [value] }: Predicate): boolean =>
  operatorNames[operator].length > 14 || value?.kind === 'TIMESTAMP' || value?.kind === 'column';

/** Whether the value is another column. */
const comparesWithColumn = ({ values }: Predicate): boolean => values[0]?.kind === 'column';

interface RowProps {
  readonly leaf: ConditionLeaf;
  readonly predicate: Predicate;
  readonly path: PartPath;
  readonly faulty: boolean;
  readonly buttons: ReactNode;
}

/** A property, an operator, and its values. */
export function PredicateRow({ leaf, predicate, path, faulty, buttons }: RowProps) {
  const { id, root, choices, recent, cursor, edit, type } = useAssistant();
  const prefix = `${id}-${numberOf(path)}`;
  const choice = choiceAt(predicate.column, choices);
  const choose = (next: Predicate) => edit(replaceAt(root, path, withPredicate(leaf, next)));
  return (
    <>
      <div className="condition__line">
        <Suggest
          focusRef={cursor.ref({ into: path })}
          id={`${prefix}-column`}
          label="Property"
          hideLabel
          value={predicate.column ? columnLabel(predicate.column) : ''}
          items={choices.map((c) => c.label)}
          placeholder="Choose a property"
          invalid={faulty}
          beside={(label) => {
            const of = choices.find((c) => c.label === label);
            return of && [of.type && printType(of.type), recent(of.path)[0]].filter(Boolean).join(' · ');
          }}
          choose={(label) => {
            const column = label === undefined ? undefined : columnPath(label, choices);
            choose(withColumn(predicate, column, choiceAt(column, choices)?.type));
          }}
        />
        {buttons}
      </div>
      <div className={`condition__comparison${isLong(predicate) ? ' condition__comparison--long' : ''}`}>
        <OperatorSelect id={`${prefix}-operator`} predicate={predicate} type={choice?.type} choose={choose} />
        <ValuesView
          id={prefix}
          predicate={predicate}
          type={choice?.type}
          choose={choose}
          write={(next) => type(replaceAt(root, path, withPredicate(leaf, next)))}
        />
      </div>
    </>
  );
}

interface OperatorProps {
  readonly id: string;
  readonly predicate: Predicate;
  readonly type: DataType | undefined;
  choose(predicate: Predicate): void;
}

/** What the list offers: an operator, to compare with a value or with another property. */
interface Offer {
  readonly operator: Operator;
  readonly withProperty: boolean;
}

const nameOf = ({ operator, withProperty }: Offer) => `${operatorNames[operator]}${withProperty ? ' property' : ''}`;

function OperatorSelect({ id, predicate, type, choose }: OperatorProps) {
  const withProperty = comparesWithColumn(predicate);
  const fitting = operatorsFor(type);
  // An operator that does not fit the type stays in the list, so that it can be seen and changed.
  const plain = fitting.includes(predicate.operator) ? fitting : [predicate.operator, ...fitting];
  const ofValues = plain.map((operator): Offer => ({ operator, withProperty: false }));
  const ofProperties = comparisons.map((operator): Offer => ({ operator, withProperty: true }));
  return (
    <Select
      id={id}
      size="sm"
      labelText="Comparison"
      hideLabel
      value={nameOf({ operator: predicate.operator, withProperty })}
      onChange={({ target }) => {
        const offer = [...ofValues, ...ofProperties].find((o) => nameOf(o) === target.value);
        if (!offer) return;
        const property = { kind: 'column', path: [] } as const;
        const values = offer.withProperty === withProperty ? predicate.values : offer.withProperty ? [property] : [];
        choose(withOperator({ ...predicate, values }, offer.operator));
      }}
    >
      {ofValues.map((offer) => (
        <SelectItem key={offer.operator} value={nameOf(offer)} text={nameOf(offer)} />
      ))}
      {(withProperty || takesColumn('=', type)) && (
        <SelectItemGroup label="Another property">
          {ofProperties.map((offer) => (
            <SelectItem key={offer.operator} value={nameOf(offer)} text={nameOf(offer)} />
          ))}
        </SelectItemGroup>
      )}
    </Select>
  );
}
