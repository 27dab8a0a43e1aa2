import { Button } from '@carbon/react';
import { CircleDash } from '@carbon/react/icons';
import { useState } from 'react';
import { sentenceOf } from '../../../../api/http.ts';
import { formatCount, formatRate } from '../../../../lib/format/numbers.ts';
import { useForm } from '../context.ts';
import { useFaults } from '../field-frame.tsx';
import { useResources } from '../resources.ts';
import type { WidgetProps } from '../widget.ts';
import { Suggest } from './suggest.tsx';

/** A topic of the connection, the busiest first; the name of one that is not there yet can be typed. */
export function TopicField({ path, id, label, value, focusRef }: WidgetProps<'text'>) {
  const form = useForm();
  const connection = typeof form.config.connection === 'string' ? form.config.connection : undefined;
  const topics = useResources().useTopics(connection);
  const byName = new Map(topics.data?.map((topic) => [topic.name, topic]));
  const beside = (name: string) => {
    const topic = byName.get(name);
    return topic && `${formatRate(topic.rate)} · ${formatCount(topic.messages)} kept`;
  };
  return (
    <>
      <Suggest
        focusRef={focusRef}
        id={id}
        label={label}
        value={value}
        items={[...byName.keys()]}
        placeholder={topics.isFetching && !topics.data ? 'Reading the topics…' : 'Choose a topic'}
        invalid={useFaults(path).some((fault) => fault.severity === 'error')}
        beside={beside}
        choose={(topic) => {
          form.change(path, topic);
          form.decided(path);
        }}
      />
      {connection !== undefined && value !== '' && topics.data && !byName.has(value) && (
        <NewTopic connection={connection} topic={value} />
      )}
      {topics.error && (
        <p className="field__hint">The topics could not be read: {sentenceOf(topics.error)} You can type a name.</p>
      )}
    </>
  );
}

/** A topic that is not there cannot be read or written; it can be made here. */
function NewTopic({ connection, topic }: { connection: string; topic: string }) {
  const { createTopic } = useResources();
  const [problem, setProblem] = useState<string>();
  const create = async () => {
    try {
      await createTopic(connection, topic);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <div className="fault fault--missing">
      <CircleDash />
      <span>{problem ?? `There is no topic ${topic} yet.`}</span>
      <Button kind="ghost" size="sm" onClick={() => void create()}>
        Create it
      </Button>
    </div>
  );
}
