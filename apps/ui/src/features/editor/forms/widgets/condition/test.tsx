import { Select, SelectItem, SelectItemGroup } from '@carbon/react';
import {
  type ConditionLeaf,
  type ConditionTest,
  columnLabel,
  columnPath,
  comparisons,
  type Operator,
  operatorsFor,
  type PartPath,
  printType,
  replaceAt,
  takesColumn,
  withColumn,
  withOperator,
  withTest,
} from '@headrace/flow';
import { Suggest } from '../suggest.tsx';
import { useAssistant } from './context.ts';
import { PartButtons } from './part-buttons.tsx';
import { numberOf } from './places.ts';
import { samePath } from './recent.ts';
import { ValuesView } from './values.tsx';
import { againstProperty, isLong, words } from './words.ts';

interface TestProps {
  readonly leaf: ConditionLeaf;
  readonly test: ConditionTest;
  readonly path: PartPath;
  readonly faulty: boolean;
}

/** A property, how it is compared, and with what. */
export function TestView({ leaf, test, path, faulty }: TestProps) {
  const { id, root, choices, recent, cursor, edit, type } = useAssistant();
  const own = `${id}-${numberOf(path)}`;
  const choice = choices.find((c) => test.column && samePath(c.path, test.column));
  const choose = (next: ConditionTest) => edit(replaceAt(root, path, withTest(leaf, next)));
  return (
    <>
      <div className="condition__line">
        <Suggest
          focusRef={cursor.ref({ into: path })}
          id={`${own}-column`}
          label="Property"
          hideLabel
          value={test.column ? columnLabel(test.column) : ''}
          items={choices.map((c) => c.label)}
          placeholder="Choose a property"
          invalid={faulty}
          beside={(label) => {
            const of = choices.find((c) => c.label === label);
            return of && [of.type && printType(of.type), recent(of.path)[0]].filter(Boolean).join(' · ');
          }}
          choose={(label) => {
            const column = label === undefined ? undefined : columnPath(label, choices);
            const chosen = choices.find((c) => column && samePath(c.path, column));
            choose(withColumn(test, column, chosen?.type));
          }}
        />
        <PartButtons path={path} what="condition" />
      </div>
      <div className={`condition__comparison${isLong(test) ? ' condition__comparison--long' : ''}`}>
        <OperatorSelect id={`${own}-operator`} test={test} type={choice?.type} choose={choose} />
        <ValuesView
          id={own}
          test={test}
          type={choice?.type}
          choose={choose}
          write={(next) => type(replaceAt(root, path, withTest(leaf, next)))}
        />
      </div>
    </>
  );
}

interface OperatorProps {
  readonly id: string;
  readonly test: ConditionTest;
  readonly type: Parameters<typeof operatorsFor>[0];
  choose(test: ConditionTest): void;
}

const property = ' property';

function OperatorSelect({ id, test, type, choose }: OperatorProps) {
  const fitting = operatorsFor(type);
  // One that does not fit (any more) stays in sight, so that it can be changed.
  const offered = fitting.includes(test.operator) ? fitting : [test.operator, ...fitting];
  const against = againstProperty(test);
  return (
    <Select
      id={id}
      size="sm"
      labelText="Comparison"
      hideLabel
      value={test.operator + (against ? property : '')}
      onChange={({ target: { value } }) => {
        const operator = value.replace(property, '') as Operator;
        const wants = value.endsWith(property);
        const values = wants === against ? test.values : wants ? [{ kind: 'column' as const, path: [] }] : [];
        choose(withOperator({ ...test, values }, operator));
      }}
    >
      {offered.map((operator) => (
        <SelectItem key={operator} value={operator} text={words[operator]} />
      ))}
      {(against || takesColumn('=', type)) && (
        <SelectItemGroup label="Another property">
          {comparisons.map((operator) => (
            <SelectItem key={operator} value={operator + property} text={`${words[operator]} property`} />
          ))}
        </SelectItemGroup>
      )}
    </Select>
  );
}
