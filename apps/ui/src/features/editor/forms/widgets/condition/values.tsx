import { Button, DismissibleTag, Select, SelectItem, TextInput } from '@carbon/react';
import {
  type ConditionValue,
  choiceAt,
  columnLabel,
  columnPath,
  type DataType,
  literalKind,
  literalOf,
  type Predicate,
  valueExpression,
  valuesOf,
  withoutValue,
  withValue,
} from '@headrace/flow';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Suggest } from '../suggest.tsx';
import { useAssistant } from './assistant.ts';

/** The props of an editor of values. */
interface ValuesProps {
  readonly id: string;
  readonly predicate: Predicate;
  /** The type of the column; undefined until the planner has determined it. */
  readonly type: DataType | undefined;
  /** A choice, which Undo takes back alone. */
  choose(predicate: Predicate): void;
  /** Typing, which Undo takes back as a whole. */
  write(predicate: Predicate): void;
}

/** The values of an operator: none, one, two, several, or another property. */
export function ValuesView(props: ValuesProps) {
  const { predicate } = props;
  const count = valuesOf(predicate.operator);
  const [first] = predicate.values;
  if (count === 0) return null;
  if (count === 'many') return <ValueList {...props} />;
  if (count === 2)
    return (
      <div className="condition__pair">
        <ValueInput {...props} at={0} label="From" />
        <span aria-hidden="true">and</span>
        <ValueInput {...props} at={1} label="To" />
      </div>
    );
  if (first?.kind === 'column') return <OtherColumn {...props} path={first.path} />;
  if (first?.kind === 'boolean' || (props.type && literalKind(props.type) === 'boolean'))
    return <BooleanInput {...props} value={first} />;
  return <ValueInput {...props} at={0} label="Value" />;
}

const placeholders: Readonly<Record<ConditionValue['kind'], string>> = {
  DATE: '2026-04-07',
  TIME: '08:30:00',
  TIMESTAMP: '2026-04-07 08:30:00',
  number: '50',
  string: 'Value',
  boolean: 'Value',
  column: 'Value',
};

function ValueInput({ id, predicate, type, write, at, label }: ValuesProps & { at: number; label: string }) {
  const { recent, left } = useAssistant();
  const value = predicate.values[at];
  const raw = value && value.kind !== 'column' ? value.raw : '';
  const { kind } = literalOf(type, raw);
  const recentValues = predicate.column ? recent(predicate.column) : [];
  return (
    <>
      <TextInput
        id={`${id}-value-${at}`}
        size="sm"
        labelText={label}
        hideLabel
        value={raw}
        placeholder={value ? 'Empty text' : placeholders[kind]}
        inputMode={kind === 'number' && type ? 'decimal' : 'text'}
        list={`${id}-recent-${at}`}
        aria-invalid={value !== undefined && valueExpression(value) === undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => write(withValue(predicate, at, literalOf(type, event.target.value)))}
        onBlur={left}
      />
      <RecentValues id={`${id}-recent-${at}`} values={recentValues} />
    </>
  );
}

function BooleanInput({ id, predicate, choose, value }: ValuesProps & { value: ConditionValue | undefined }) {
  const raw = value?.kind === 'boolean' ? value.raw : '';
  return (
    <Select
      id={`${id}-value-0`}
      size="sm"
      labelText="Value"
      hideLabel
      value={raw}
      onChange={(event) => choose(withValue(predicate, 0, { kind: 'boolean', raw: event.target.value }))}
    >
      {raw === '' && <SelectItem value="" text="Choose" />}
      <SelectItem value="TRUE" text="true" />
      <SelectItem value="FALSE" text="false" />
    </Select>
  );
}

/** The other property, of those that can be compared with this one. */
function OtherColumn({ id, predicate, type, choose, path }: ValuesProps & { path: readonly string[] }) {
  const { choices } = useAssistant();
  const self = choiceAt(predicate.column, choices);
  const fitting = choices.filter((c) => c !== self && (!type || !c.type || literalKind(c.type) === literalKind(type)));
  return (
    <Suggest
      id={`${id}-other`}
      label="Other property"
      hideLabel
      value={path.length === 0 ? '' : columnLabel(path)}
      items={fitting.map((c) => c.label)}
      placeholder="Choose a property"
      invalid={false}
      choose={(label) => {
        const other = label === undefined ? [] : columnPath(label, choices);
        choose(withValue(predicate, 0, { kind: 'column', path: other }));
      }}
    />
  );
}

/** Several values. Each can be removed; Enter, or leaving the field, adds one. */
function ValueList({ id, predicate, type, choose }: ValuesProps) {
  const { recent } = useAssistant();
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const listed = predicate.values.flatMap((value) => (value.kind === 'column' ? [] : [value.raw]));
  const unfit = typed !== '' && valueExpression(literalOf(type, typed)) === undefined;
  const take = () => {
    if (typed === '' || unfit) return;
    if (!listed.includes(typed)) choose(withValue(predicate, predicate.values.length, literalOf(type, typed)));
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    take();
  };
  return (
    <div className="condition__list">
      {listed.map((raw, i) => (
        <DismissibleTag
          key={raw}
          size="sm"
          type="cool-gray"
          text={raw === '' ? '(empty)' : raw}
          title={`Remove ${raw}`}
          dismissTooltipLabel={`Remove ${raw}`}
          onClose={() => {
            choose(withoutValue(predicate, i));
            input.current?.focus();
          }}
        />
      ))}
      <div className="condition__line">
        <TextInput
          ref={input}
          id={`${id}-value-new`}
          size="sm"
          labelText="Another value"
          hideLabel
          value={typed}
          placeholder={listed.length === 0 ? 'Value' : 'Another value'}
          list={`${id}-recent`}
          invalid={unfit}
          invalidText="This is no value of the property's type."
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={take}
        />
        <Button kind="ghost" size="sm" disabled={typed === '' || unfit} onClick={take}>
          Add
        </Button>
      </div>
      <RecentValues
        id={`${id}-recent`}
        values={(predicate.column ? recent(predicate.column) : []).filter((value) => !listed.includes(value))}
      />
    </div>
  );
}

/** The suggestions of a text field. */
function RecentValues({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
