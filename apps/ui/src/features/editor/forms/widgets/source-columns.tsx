import { Button, FormGroup, InlineLoading } from '@carbon/react';
import { Add, Renew } from '@carbon/react/icons';
import type { FoundSchema } from '@headrace/api';
import { useState } from 'react';
import { sentenceOf } from '../../../../api/http.ts';
import { useBeside, useForm } from '../context.ts';
import { useResources } from '../resources.ts';
import type { WidgetProps } from '../widget.ts';
import { ColumnTable } from './column-table.tsx';
import { adopt, readColumns } from './found-columns.ts';

/**
 * A source's columns: found in what the resource holds, each can be left out, renamed, and given another type. They are
 * filled in when the resource is chosen, see `FormContext.decided`; nothing is filled in by looking at the form.
 */
export function SourceColumnsField({ field, path, label, value, focusRef }: WidgetProps<'list'>) {
  const form = useForm();
  const resources = useResources();
  const { meta } = field;
  const connection = useBeside(path, meta?.beside?.connection);
  const resource = useBeside(path, meta?.beside?.resource);
  const schema = resources.useSchema(connection, resource);
  const [problem, setProblem] = useState<string>();
  const columns = readColumns(value);
  const { data: found, error } = schema;
  const empty = columns.length === 0;
  const lookAgain = async () => {
    if (connection === undefined || resource === undefined) return;
    setProblem(undefined);
    try {
      form.changeAll(adopt(await resources.schema(connection, resource, true), path, meta?.beside, form.config));
    } catch (e) {
      setProblem(sentenceOf(e));
    }
  };
  const unread = problem ?? (error ? sentenceOf(error) : undefined);

  return (
    <FormGroup legendText={label} className="source-columns">
      {schema.isFetching && empty && <InlineLoading description={`Looking at recent messages of ${resource}`} />}
      {unread !== undefined && (
        <p className="field__hint">Recent messages could not be read: {unread} You can add properties by hand.</p>
      )}
      {found && <FoundSentence found={found} noun={meta?.nouns?.[0] ?? 'resource'} />}
      <ColumnTable columns={columns} found={found?.columns ?? []} path={path} />
      <div className="source-columns__buttons">
        <Button
          ref={focusRef}
          kind="ghost"
          size="sm"
          renderIcon={Add}
          onClick={() => form.change(path, [...columns, { name: '', type: 'STRING' }])}
        >
          {meta?.add ?? 'Add'}
        </Button>
        {empty && found && found.columns.length > 0 && (
          <Button kind="ghost" size="sm" onClick={() => form.changeAll(adopt(found, path, meta?.beside, form.config))}>
            Read all
          </Button>
        )}
        {resource !== undefined && (
          <Button
            kind="ghost"
            size="sm"
            renderIcon={Renew}
            disabled={schema.isFetching}
            onClick={() => void lookAgain()}
          >
            Look again
          </Button>
        )}
      </div>
    </FormGroup>
  );
}

function FoundSentence({ found, noun }: { found: FoundSchema; noun: string }) {
  const { messages, unreadable, unreadableExample: example, lists, nameless } = found;
  if (messages === 0) return <p className="field__hint">The {noun} has no messages yet; add properties by hand.</p>;
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
