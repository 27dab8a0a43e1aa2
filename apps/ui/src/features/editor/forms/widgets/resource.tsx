import { Button } from '@carbon/react';
import { CircleDash } from '@carbon/react/icons';
import type { ResourceInfo } from '@headrace/api';
import { useState } from 'react';
import { sentenceOf } from '../../../../api/http.ts';
import { formatCount, formatRate } from '../../../../lib/format/numbers.ts';
import { useBeside, useForm } from '../context.ts';
import { useFaults } from '../field-frame.tsx';
import { useResources } from '../resources.ts';
import type { WidgetProps } from '../widget.ts';
import { Suggest } from './suggest.tsx';

/** A resource of the connection: a topic, the busiest first. The name of one that is not there yet can be typed. */
export function ResourceField({ field, path, id, label, value, focusRef }: WidgetProps<'text'>) {
  const form = useForm();
  const connection = useBeside(path, field.meta?.beside?.connection);
  const resources = useResources().useResources(connection);
  const [noun, nouns] = field.meta?.nouns ?? ['resource', 'resources'];
  const byName = new Map(resources.data?.map((resource) => [resource.name, resource]));
  const beside = (name: string) => numbersOf(byName.get(name));
  return (
    <>
      <Suggest
        focusRef={focusRef}
        id={id}
        label={label}
        value={value}
        items={[...byName.keys()]}
        placeholder={resources.isFetching && !resources.data ? `Reading the ${nouns}…` : `Choose a ${noun}`}
        invalid={useFaults(path).some((fault) => fault.severity === 'error')}
        beside={beside}
        choose={(resource) => {
          form.change(path, resource);
          form.decided(path);
        }}
      />
      {connection !== undefined && value !== '' && resources.data && !byName.has(value) && (
        <NewResource connection={connection} resource={value} noun={noun} />
      )}
      {resources.error && (
        <p className="field__hint">
          The {nouns} could not be read: {sentenceOf(resources.error)} You can type a name.
        </p>
      )}
    </>
  );
}

function numbersOf(resource: ResourceInfo | undefined): string {
  const { rate, kept } = resource ?? {};
  const parts = [rate === undefined ? '' : formatRate(rate), kept === undefined ? '' : `${formatCount(kept)} kept`];
  return parts.filter((part) => part !== '').join(' · ');
}

/** A resource that is not there cannot be read or written; it can be created here. */
function NewResource({ connection, resource, noun }: { connection: string; resource: string; noun: string }) {
  const { createResource } = useResources();
  const [problem, setProblem] = useState<string>();
  const create = async () => {
    try {
      await createResource(connection, resource);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <div className="fault fault--missing">
      <CircleDash />
      <span>{problem ?? `There is no ${noun} ${resource} yet.`}</span>
      <Button kind="ghost" size="sm" onClick={() => void create()}>
        Create it
      </Button>
    </div>
  );
}
