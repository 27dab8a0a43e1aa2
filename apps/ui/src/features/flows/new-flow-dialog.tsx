import { Modal, RadioButton, RadioButtonGroup, TextInput } from '@carbon/react';
import type { CreateRequest } from '@headrace/api';
import { newFlowText } from '@headrace/flow';
import { useState } from 'react';
import { useExamples } from '../../api/queries.ts';

interface NewFlowDialogProps {
  close(): void;
  create(from: CreateRequest): void;
}

const empty = 'empty';

/** A name and a beginning. */
export function NewFlowDialog({ close, create }: NewFlowDialogProps) {
  const examples = useExamples().data ?? [];
  const [name, setName] = useState('');
  const [start, setStart] = useState(empty);
  const submit = () => {
    close();
    if (start === empty) create({ text: newFlowText(name.trim() || 'new flow'), trusted: true });
    else create({ example: start });
  };
  return (
    <Modal
      open
      size="sm"
      modalHeading="New flow"
      primaryButtonText="Create"
      secondaryButtonText="Cancel"
      shouldSubmitOnEnter
      selectorPrimaryFocus="#new-flow-name"
      onRequestClose={close}
      onRequestSubmit={submit}
    >
      <div className="new-flow">
        <RadioButtonGroup
          legendText="Begin with"
          name="new-flow-start"
          orientation="vertical"
          valueSelected={start}
          onChange={(value) => setStart(String(value))}
        >
          {[
            <RadioButton key={empty} id="start-empty" value={empty} labelText="An empty canvas" />,
            ...examples.map((example) => (
              <RadioButton
                key={example.id}
                id={`start-${example.id}`}
                value={example.id}
                labelText={`${example.title}: ${example.description}`}
              />
            )),
          ]}
        </RadioButtonGroup>
        {start === empty && (
          <TextInput
            id="new-flow-name"
            labelText="Name"
            placeholder="new flow"
            maxLength={253}
            value={name}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </div>
    </Modal>
  );
}
