import { Button, DismissibleTag, TextInput } from '@carbon/react';
import { literalOf, valueExpression, withoutValue, withValue } from '@headrace/flow';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useAssistant } from './context.ts';
import { RecentValues } from './recent-values.tsx';
import type { ValuesProps } from './values-props.ts';

/** Several values: each can be taken out; Enter, or leaving the field, takes one in. */
export function ValueList({ id, test, type, choose }: ValuesProps) {
  const { recent } = useAssistant();
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const listed = test.values.flatMap((value) => (value.kind === 'column' ? [] : [value.written]));
  const unfit = typed !== '' && valueExpression(literalOf(type, typed)) === undefined;
  const take = () => {
    if (typed === '' || unfit) return;
    if (!listed.includes(typed)) choose(withValue(test, test.values.length, literalOf(type, typed)));
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    take();
  };
  return (
    <div className="condition__list">
      {listed.map((written, i) => (
        <DismissibleTag
          key={written}
          size="sm"
          type="cool-gray"
          text={written === '' ? '(empty)' : written}
          title={`Remove ${written}`}
          dismissTooltipLabel={`Remove ${written}`}
          onClose={() => {
            choose(withoutValue(test, i));
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
        values={(test.column ? recent(test.column) : []).filter((value) => !listed.includes(value))}
      />
    </div>
  );
}
