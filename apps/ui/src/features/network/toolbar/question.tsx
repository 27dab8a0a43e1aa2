import { RadioButton, RadioButtonGroup, Select, SelectItem } from '@carbon/react';
import { SearchField } from '../../../ui/search-field.tsx';
import type { Denial, Settings } from '../settings/settings.ts';
import { change, closeExplanation } from '../store.ts';

const choices: readonly { readonly value: Denial | ''; readonly word: string }[] = [
  { value: '', word: 'No' },
  { value: 'ingress', word: 'Ingress' },
  { value: 'egress', word: 'Egress' },
  { value: 'both', word: 'Both' },
];

/** What is asked of the world: as it is or under default-deny, all of it or a part. */
export function Question({ settings, namespaces }: { settings: Settings; namespaces: readonly string[] }) {
  const { onlyNamespace, search, whatIf } = settings;
  // A namespace that went is still what is asked for, until somebody asks for another.
  const known =
    namespaces.includes(onlyNamespace) || onlyNamespace === '' ? namespaces : [onlyNamespace, ...namespaces];
  return (
    <div className="network__question">
      <RadioButtonGroup
        legendText="What if default-deny?"
        name="what-if"
        valueSelected={whatIf}
        onChange={(value) => change({ whatIf: value as Denial | '' })}
      >
        {choices.map(({ value, word }) => (
          <RadioButton key={value} id={`what-if-${value || 'no'}`} value={value} labelText={word} />
        ))}
      </RadioButtonGroup>
      <Select
        id="only-namespace"
        size="sm"
        labelText="Namespace"
        value={onlyNamespace}
        onChange={(event) => change({ onlyNamespace: event.target.value })}
      >
        <SelectItem value="" text="All" />
        {known.map((name) => (
          <SelectItem key={name} value={name} text={name} />
        ))}
      </Select>
      <SearchField
        id="network-search"
        size="sm"
        label="Search by name"
        placeholder="Search"
        value={search}
        change={(value) => change({ search: value }, { typed: true })}
        leave={closeExplanation}
      />
    </div>
  );
}
