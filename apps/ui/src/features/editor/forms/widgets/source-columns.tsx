import { Button, FormGroup, InlineLoading } from '@carbon/react';
import { Add, Renew } from '@carbon/react/icons';
import type { FoundSchema } from '@headrace/api';
import { useEffect } from 'react';
import { sentenceOf } from '../../../../api/http.ts';
import { useSchema } from '../../../../api/queries.ts';
import { useForm } from '../context.ts';
import type { WidgetProps } from '../widget.ts';
import { ColumnTable } from './column-table.tsx';
import { adopt, readColumns } from './found-columns.ts';

/** A source's columns: found in recent messages of the topic, each can be left out, renamed, and given another type. */
export function SourceColumnsField({ field, path, label, value }: WidgetProps) {
  const form = useForm();
  const text = (key: string) => (typeof form.config[key] === 'string' ? form.config[key] : undefined);
  const topic = text('topic');
  const schema = useSchema(text('connection'), topic);
  const columns = readColumns(value);
  const { data: found } = schema;
  const empty = columns.length === 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was found, and that nothing is there yet, decide
  useEffect(() => {
    if (found && empty && found.columns.length > 0) form.changeAll(adopt(found, path, form.config));
  }, [found, empty]);

  return (
    <FormGroup legendText={label} className="source-columns">
      {schema.isFetching && empty && <InlineLoading description={`Looking at recent messages of ${topic}`} />}
      {schema.isError && (
        <p className="field__hint">
          Recent messages could not be read: {sentenceOf(schema.error)} You can add properties by hand.
        </p>
      )}
      {found && <FoundSentence found={found} />}
      <ColumnTable columns={columns} found={found?.columns ?? []} path={path} />
      <div className="source-columns__buttons">
        <Button
          kind="ghost"
          size="sm"
          renderIcon={Add}
          onClick={() => form.change(path, [...columns, { name: '', type: 'STRING' }])}
        >
          {field.meta?.add ?? 'Add'}
        </Button>
        {topic !== undefined && (
          <Button
            kind="ghost"
            size="sm"
            renderIcon={Renew}
            disabled={schema.isFetching}
            onClick={() =>
              void schema.refetch().then(({ data }) => data && form.changeAll(adopt(data, path, form.config)))
            }
          >
            Look again
          </Button>
        )}
      </div>
    </FormGroup>
  );
}

function FoundSentence({ found }: { found: FoundSchema }) {
  const { messages, unreadable, unreadableExample: example, lists, nameless } = found;
  if (messages === 0) return <p className="field__hint">The topic has no messages yet; add properties by hand.</p>;
  return (
    <>
      {lists > 0 && (
        <p className="field__hint">
          {lists} of {messages} recent messages are lists: each entry is an event. A message is read whole or not at
          all.
        </p>
      )}
      {nameless && <p className="field__hint">A property without a name is left out: Flink has none.</p>}
      {unreadable > 0 && (
        <p className="field__hint">
          {unreadable} of {messages} recent messages could not be read as JSON objects or lists of them
          {example !== null && (
            <>
              , for example <code>{example.slice(0, 80)}</code>
            </>
          )}
          .
        </p>
      )}
    </>
  );
}
