import { type KeyboardEvent, useId, useState } from 'react';
import { typeOf } from '../catalogue.ts';
import { NodeIcon } from '../node-icon.tsx';
import { useCanvas, useDocument, useFlowEditor } from '../use-editor.ts';
import { chooseOption, type Option, optionsFor } from './add-options.ts';
import type { AddMenuAt } from './canvas-model.ts';

/** A list of node types that make sense at a place, and by keyboard also the nodes that could be fed. */
export function AddMenu() {
  const at = useCanvas((s) => s.addMenu);
  return at ? <OpenMenu key={JSON.stringify(at)} at={at} /> : null;
}

const titles = { free: 'Add a node', drawn: 'Add a node', connect: 'Connect to', insert: 'Insert a node' } as const;

function OpenMenu({ at }: { at: AddMenuAt }) {
  const editor = useFlowEditor();
  const { canvas } = editor;
  const list = useId();
  const { kind } = at.purpose;
  const origin = at.purpose.kind === 'free' ? undefined : at.purpose.origin;
  const [port, setPort] = useState(origin?.port ?? '');
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const type = useDocument((s) => typeOf(s.document?.spec.nodes[origin?.node ?? '']?.type));
  const purpose =
    at.purpose.kind === 'connect' ? { ...at.purpose, origin: { ...at.purpose.origin, port } } : at.purpose;
  const options = optionsFor(editor, purpose, search);
  const choose = (option: Option | undefined) => {
    if (!option) return;
    canvas.closeAddMenu();
    chooseOption(editor, option, { ...at, purpose });
  };
  const close = () => {
    canvas.closeAddMenu();
    if (origin) canvas.viewport.focusNode(origin.node);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) setActive((active + step + options.length) % Math.max(1, options.length));
    else if (event.key === 'Enter') choose(options[active]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <button type="button" className="add-menu__behind" aria-label="Close" tabIndex={-1} onClick={close} />
      <div
        className="add-menu"
        role="dialog"
        aria-label={origin && kind !== 'insert' ? `What ${origin.node} feeds` : titles[kind]}
        style={{ left: Math.min(at.x, innerWidth - 300), top: Math.min(at.y, innerHeight - 360) }}
      >
        {kind === 'connect' && (type?.outputs.length ?? 0) > 1 && (
          <label className="add-menu__port">
            From
            <select value={port} onChange={(event) => setPort(event.target.value)}>
              {type?.outputs.map((p) => (
                <option key={p.name} value={p.name}>
                  {p.title}
                </option>
              ))}
            </select>
          </label>
        )}
        <input
          className="add-menu__search"
          // biome-ignore lint/a11y/noAutofocus: the menu opens by a gesture that asks for a choice
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={`${list}-${active}`}
          aria-label={titles[kind]}
          placeholder={`${titles[kind]}…`}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div id={list} role="listbox" aria-label="Choices" className="add-menu__list">
          {options.map((option, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the search field keeps the cursor (aria-activedescendant)
            // biome-ignore lint/a11y/useKeyWithClickEvents: the search field handles the keys
            <div
              key={option.key}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === active}
              className={`add-menu__option${i === active ? ' add-menu__option--active' : ''}`}
              onMouseEnter={() => setActive(i)}
              onClick={() => choose(option)}
            >
              <NodeIcon type={option.type} />
              <span>
                <strong>{option.title}</strong>
                <small>{option.summary}</small>
              </span>
            </div>
          ))}
          {options.length === 0 && <p className="add-menu__none">Nothing of that name can follow here.</p>}
        </div>
      </div>
    </>
  );
}
