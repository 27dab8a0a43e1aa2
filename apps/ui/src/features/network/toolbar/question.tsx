import { RadioButton, RadioButtonGroup, Select, SelectItem } from '@carbon/react';
import { SearchField } from '../../../ui/search-field.tsx';
import { choiceOf, type Denial, denials, type Settings } from '../settings/settings.ts';
import { change, closeExplanation } from '../store.ts';

const words: Readonly<Record<Denial | '', string>> = { '': 'No', ingress: 'Ingress', egress: 'Egress', both: 'Both' };

/** What is asked of the world: as it is or under default-deny, all of it or a part. */
export function Question({ settings, namespaces }: { settings: Settings; namespaces: readonly string[] }) {
  const { onlyNamespace, search } = settings;
  // A namespace that is no longer there stays chosen until the user chooses another.
  const known =
    namespaces.includes(onlyNamespace) || onlyNamespace === '' ? namespaces : [onlyNamespace, ...namespaces];
  return (
    <div className="network__question">
      <RadioButtonGroup
        legendText="What if default-deny?"
        name="what-if"
        valueSelected={settings.whatIf}
        onChange={(value) => {
          const whatIf = choiceOf(denials, value);
          if (whatIf !== undefined) change({ whatIf });
        }}
      >
        {denials.map((denial) => (
          <RadioButton key={denial} id={`what-if-${denial || 'no'}`} value={denial} labelText={words[denial]} />
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
