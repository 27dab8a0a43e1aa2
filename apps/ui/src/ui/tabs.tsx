import type { KeyboardEvent, ReactNode } from 'react';

export interface TabItem<T extends string> {
  readonly id: T;
  readonly title: ReactNode;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly TabItem<T>[];
  readonly chosen: T;
  /** Begins the ids that tie tabs and panels together. */
  readonly idPrefix: string;
  choose(tab: T): void;
}

/** A row of tabs (WAI-ARIA tabs): one stop for the Tab key, arrows go from one to the next. */
export function Tabs<T extends string>({ label, tabs, chosen, idPrefix, choose }: TabsProps<T>) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    const to = steps[event.key];
    if (to === undefined) return;
    const next = tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next.id);
    document.getElementById(tabId(idPrefix, next.id))?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          id={tabId(idPrefix, tab.id)}
          type="button"
          role="tab"
          className="tabs__tab"
          aria-selected={tab.id === chosen}
          aria-controls={tab.id === chosen ? panelId(idPrefix) : undefined}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => choose(tab.id)}
        >
          {tab.title}
        </button>
      ))}
    </div>
  );
}

/** The part of the screen that the chosen tab shows. */
export function TabPanel(props: { idPrefix: string; chosen: string; className?: string; children: ReactNode }) {
  return (
    <div
      id={panelId(props.idPrefix)}
      role="tabpanel"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-labelledby={tabId(props.idPrefix, props.chosen)}
      className={props.className}
    >
      {props.children}
    </div>
  );
}

const tabId = (prefix: string, tab: string) => `${prefix}-tab-${tab}`;
const panelId = (prefix: string) => `${prefix}-panel`;
