import { IconButton } from '@carbon/react';
import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp } from '@carbon/react/icons';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { ErrorBoundary } from '../../../ui/error-boundary.tsx';
import { type PanelName, setPanel, usePanels } from './panel-store.ts';

interface PanelProps {
  readonly name: PanelName;
  readonly title: string;
  readonly side: 'left' | 'right' | 'bottom';
  /** Sizes in CSS pixels: at first, the least and the most. */
  readonly size: number;
  readonly least: number;
  readonly most: number;
  /** Collapsed until somebody decides. */
  readonly idle?: boolean;
  readonly children: ReactNode;
}

/** A part of the screen that can be resized (mouse, arrow keys), collapsed, and is remembered. */
export function Panel({ name, title, side, size, least, most, idle = false, children }: PanelProps) {
  const setting = usePanels((s) => s[name]);
  const collapsed = setting?.collapsed ?? idle;
  const limit = side === 'bottom' ? innerHeight * 0.7 : innerWidth * 0.5;
  const now = Math.round(Math.min(setting?.size ?? size, most, limit));
  const resize = (to: number) => setPanel(name, { size: Math.round(Math.min(most, limit, Math.max(least, to))) });
  if (collapsed)
    return (
      <div className={`panel panel--${side} panel--collapsed`}>
        <Toggle side={side} title={title} collapsed onClick={() => setPanel(name, { collapsed: false })} />
      </div>
    );
  return (
    <section
      className={`panel panel--${side}`}
      aria-label={title}
      style={side === 'bottom' ? { blockSize: now } : { inlineSize: now }}
    >
      <Divider {...{ side, title, now, least, most, resize }} />
      <div className="panel__body">
        <ErrorBoundary what={`The panel “${title}”`}>{children}</ErrorBoundary>
      </div>
      <Toggle side={side} title={title} collapsed={false} onClick={() => setPanel(name, { collapsed: true })} />
    </section>
  );
}

const arrows = {
  left: [ChevronLeft, ChevronRight],
  right: [ChevronRight, ChevronLeft],
  bottom: [ChevronDown, ChevronUp],
} as const;

function Toggle(props: { side: PanelProps['side']; title: string; collapsed: boolean; onClick: () => void }) {
  const Icon = arrows[props.side][props.collapsed ? 1 : 0];
  const align = { left: 'right', right: 'left', bottom: 'left' } as const;
  return (
    <div className="panel__toggle">
      <IconButton
        kind="ghost"
        size="xs"
        align={align[props.side]}
        label={`${props.collapsed ? 'Show' : 'Hide'} ${props.title.toLowerCase()}`}
        onClick={props.onClick}
      >
        <Icon />
      </IconButton>
    </div>
  );
}

interface DividerProps extends Pick<PanelProps, 'side' | 'title' | 'least' | 'most'> {
  readonly now: number;
  resize(to: number): void;
}

function Divider({ side, title, now, least, most, resize }: DividerProps) {
  const vertical = side !== 'bottom';
  const sign = side === 'left' ? 1 : -1;
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const start = vertical ? event.clientX : event.clientY;
    const divider = event.currentTarget;
    divider.setPointerCapture(event.pointerId);
    divider.onpointermove = (move) => resize(now + sign * ((vertical ? move.clientX : move.clientY) - start));
    divider.onpointerup = () => {
      divider.onpointermove = null;
    };
    event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = vertical
      ? { ArrowRight: 16, ArrowLeft: -16 }
      : { ArrowDown: 16, ArrowUp: -16 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    resize(now + sign * step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that is a control (WAI-ARIA window splitter)
    <div
      className="panel__divider"
      role="separator"
      tabIndex={0}
      aria-label={`Size of ${title.toLowerCase()}`}
      aria-orientation={vertical ? 'vertical' : 'horizontal'}
      aria-valuenow={now}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
