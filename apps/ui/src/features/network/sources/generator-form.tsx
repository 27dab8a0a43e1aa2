import { Checkbox, Select, SelectItem, TextInput } from '@carbon/react';
import { ErrorFilled } from '@carbon/react/icons';
import { platformNames, platforms, profileNames } from '@headrace/netpol';
import { asksForScraper } from '../settings/effective-settings.ts';
import { faultsOf } from '../settings/faults.ts';
import { fieldLabels, type TypedSetting } from '../settings/fields.ts';
import { choiceOf, denials, type Settings } from '../settings/settings.ts';
import { change, useNetwork } from '../store.ts';
import { BesideFile } from './beside-file.tsx';

const titles: Readonly<Record<Settings['profile'], string>> = {
  headrace: 'headrace: our own pods',
  'apache-flink': 'apache-flink: Flink by its Kubernetes operator',
  'ibm-event-automation': 'ibm-event-automation: the published set',
};

/** All options of `headrace netpol generate`. */
export function GeneratorForm({ settings }: { settings: Settings }) {
  const hasReporter = useReporter();
  return (
    <div className="network__form">
      <Select
        id="profile"
        size="sm"
        labelText="Profile"
        value={settings.profile}
        onChange={(event) => {
          const profile = choiceOf(profileNames, event.target.value);
          if (profile) change({ profile });
        }}
      >
        {profileNames.map((name) => (
          <SelectItem key={name} value={name} text={titles[name]} />
        ))}
      </Select>
      <Typed settings={settings} name="namespace" />
      <Typed settings={settings} name="flinkOperatorNamespace" hint="Where it is the same one, leave it empty." />
      <Select
        id="platform"
        size="sm"
        labelText="Platform"
        value={settings.platform}
        onChange={(event) => {
          const platform = choiceOf(platformNames, event.target.value);
          if (platform) change({ platform });
        }}
      >
        {platformNames.map((name) => (
          <SelectItem key={name} value={name} text={platforms[name].title} />
        ))}
      </Select>
      <BesideFile which="flinkDeployment" label="FlinkDeployment" hint="Ports and names are taken from it." />
      <Checkbox
        id="pin-ports"
        labelText="Pin ports"
        helperText="Opens what jobs over several TaskManagers and previews need; the published set does not."
        checked={settings.pinPorts}
        onChange={(_, { checked }) => change({ pinPorts: checked })}
      />
      <Typed
        settings={settings}
        name="metricsPort"
        hint={hasReporter ? 'Empty: those of the FlinkDeployment.' : 'Empty: metrics stay shut.'}
      />
      {asksForScraper(settings, hasReporter) && (
        <>
          <Typed settings={settings} name="scraperLabel" hint="As app=prometheus. Empty: anyone." />
          <Typed settings={settings} name="scraperNamespace" />
        </>
      )}
      <Checkbox
        id="egress"
        labelText="Egress policies"
        helperText="Also restrict what goes out: names, the API server, registered connections."
        checked={settings.egress}
        onChange={(_, { checked }) => change({ egress: checked })}
      />
      {settings.egress && (
        <>
          <BesideFile which="connections" label="Registered connections" hint="One egress rule for each." />
          <Typed
            settings={settings}
            name="kubernetesApi"
            hint="Of the Service 'kubernetes' and of its endpoints. Empty: anywhere."
          />
        </>
      )}
      <Select
        id="deny-all"
        size="sm"
        labelText="Deny everything else"
        value={settings.denyAll}
        onChange={(event) => {
          const denyAll = choiceOf(denials, event.target.value);
          if (denyAll !== undefined) change({ denyAll });
        }}
      >
        {denials.map((denial) => (
          <SelectItem key={denial} value={denial} text={denial || 'No'} />
        ))}
      </Select>
    </div>
  );
}

interface TypedProps {
  readonly settings: Settings;
  readonly name: TypedSetting;
  readonly hint?: string;
}

/** Whether the FlinkDeployment that was chosen has a reporter that is scraped. */
const useReporter = (): boolean => useNetwork((s) => s.view?.hasReporter ?? false);

/** A field that is typed into, with what is wrong right under it. */
function Typed({ settings, name, hint }: TypedProps) {
  const hasReporter = useReporter();
  const fault = faultsOf(settings, hasReporter).find((f) => f.setting === name);
  return (
    <TextInput
      id={`network-${name}`}
      size="sm"
      labelText={fieldLabels[name]}
      helperText={fault ? <FieldFault message={fault.message} /> : hint}
      aria-invalid={fault !== undefined}
      autoComplete="off"
      spellCheck={false}
      value={settings[name]}
      onChange={(event) => change({ [name]: event.target.value }, { typed: true })}
    />
  );
}

function FieldFault({ message }: { message: string }) {
  return (
    <span className="net-state net-field-fault">
      <ErrorFilled />
      <span>{message}</span>
    </span>
  );
}
