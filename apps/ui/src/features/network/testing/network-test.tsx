import { createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act, type ReactNode } from 'react';
import { onTestFinished, vi } from 'vitest';
import { history } from '../../../lib/history.ts';
import { settled } from '../../../lib/testing/manual-clock.ts';
import { render } from '../../../lib/testing/render.ts';
import type { Asked, FromWorker } from '../../../lib/worker-link.ts';
import { restart } from '../evaluate/client.ts';
import { Evaluator } from '../evaluate/evaluator.ts';
import type { ChosenFile, Questions } from '../evaluate/messages.ts';
import { serve } from '../evaluate/serve.ts';
import NetworkPage from '../network-page.tsx';
import { networkAddress, readSettings, type Settings } from '../settings/settings.ts';
import { evaluate, takeWorld, useNetwork } from '../store.ts';

export const fileOf = (path: string, text: string): ChosenFile => ({ path, file: new File([text], path) });
export const podOf = (name: string, namespace = 'shop', more = '') =>
  `{kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}${more}}`;
export const policyOf = (name: string, spec: string, namespace = 'shop') =>
  `{kind: NetworkPolicy, metadata: {name: ${name}, namespace: ${namespace}}, spec: {${spec}}}`;
export const worldOf = (...objects: string[]): ChosenFile[] => [fileOf('cluster.yaml', objects.join('\n---\n'))];

/** The real evaluator in the place of the page's worker; a test may hold its answers back. */
class EvaluatorWorker {
  readonly asked: Asked<Questions>[] = [];
  ended = false;
  private readonly answer = serve(new Evaluator());
  private readonly listeners = new Map<string, (event: unknown) => void>();
  private readonly host: NetworkTest;

  constructor(host: NetworkTest) {
    this.host = host;
  }

  postMessage(message: Asked<Questions>): void {
    this.asked.push(message);
    const send = (data: FromWorker) => {
      if (!this.ended) this.listeners.get('message')?.({ data });
    };
    void this.answer(message).then(async (data) => {
      await this.host.gates.get(message.kind);
      send(data);
    });
  }

  addEventListener(type: string, listener: (event: unknown) => void): void {
    this.listeners.set(type, listener);
  }

  terminate(): void {
    this.ended = true;
  }

  fails(message: string): void {
    this.listeners.get('error')?.({ message });
  }
}

/** The page of network policies with its store, its address and a worker, until the test ends. */
export class NetworkTest {
  readonly workers: EvaluatorWorker[] = [];
  readonly gates = new Map<string, Promise<void>>();

  constructor() {
    const start = (): EvaluatorWorker => {
      const worker = new EvaluatorWorker(this);
      this.workers.push(worker);
      return worker;
    };
    vi.stubGlobal(
      'Worker',
      class {
        constructor() {
          // biome-ignore lint/correctness/noConstructorReturn: what the page starts is the test's
          return start();
        }
      },
    );
    // A page without a browser lays nothing out: the grid has room for some rows.
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(40);
    // A page without a browser has no fonts to load.
    Object.defineProperty(document, 'fonts', { value: { load: async () => [] }, configurable: true });
    restart();
    useNetwork.setState(useNetwork.getInitialState(), true);
    history.replace(networkAddress());
    onTestFinished(async () => {
      for (const kind of this.gates.keys()) this.gates.delete(kind);
      await settled();
      restart();
      await settled();
      vi.restoreAllMocks();
      vi.unstubAllGlobals();
    });
  }

  /** The worker that is asked now. */
  get worker(): EvaluatorWorker {
    const worker = this.workers.at(-1);
    if (!worker) throw new Error('no worker was started');
    return worker;
  }

  /** What the page's address says. */
  get settings(): Settings {
    return readSettings(history.location.search);
  }

  /** What the page saves as files from now on. */
  downloads(): { readonly name: string; readonly blob: Blob }[] {
    const saved: { name: string; blob: Blob }[] = [];
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) blobs.push(blob);
      return 'blob:here';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      const blob = blobs.at(-1);
      if (blob) saved.push({ name: this.download, blob });
    });
    return saved;
  }

  /** What is copied from now on. */
  copies(): string[] {
    const copied: string[] = [];
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text));
    return copied;
  }

  /** Holds answers of a kind back. @returns lets them go */
  hold(kind: keyof Questions): () => Promise<void> {
    const gate = Promise.withResolvers<void>();
    this.gates.set(kind, gate.promise);
    return async () => {
      this.gates.delete(kind);
      await act(async () => {
        gate.resolve();
        await this.idle();
      });
    };
  }

  /** Evaluates files or, without any, the installation of the settings, as the page does when it opens. */
  async view(settings: Partial<Settings> = {}, world: readonly ChosenFile[] = []): Promise<void> {
    history.replace(networkAddress({ ...readSettings(''), ...settings }));
    await act(async () => {
      if (world.length > 0) takeWorld(world);
      else void evaluate();
      await this.idle();
    });
  }

  /** Renders the whole page. */
  async page(settings: Partial<Settings> = {}, world: readonly ChosenFile[] = []): Promise<Screen> {
    history.replace(networkAddress({ ...readSettings(''), ...settings }));
    if (world.length > 0) useNetwork.setState((old) => ({ files: { ...old.files, world } }));
    const route = createRootRoute({ component: NetworkPage });
    const router = createRouter({ routeTree: route, history });
    const screen = await this.render(<RouterProvider router={router} />);
    await act(() => this.idle());
    return screen;
  }

  /** Renders a part of the page. */
  async render(node: ReactNode): Promise<Screen> {
    const { element } = await render(node);
    return new Screen(element, this);
  }

  /** Waits until the evaluator has nothing to do, but for answers that are held back. */
  async idle(): Promise<void> {
    for (let i = 0; i < 500; i++) {
      await settled();
      if (!useNetwork.getState().evaluating || this.gates.size > 0) break;
    }
    await settled();
  }
}

/** A rendered part of the page as people use it: found by role and name, used by pointer and keyboard. */
export class Screen {
  readonly element: HTMLElement;
  private readonly host: NetworkTest;

  constructor(element: HTMLElement, host: NetworkTest) {
    this.element = element;
    this.host = host;
  }

  text(): string {
    return this.element.textContent ?? '';
  }

  /** Elements of a role whose name is a text, or matches an expression. */
  all(role: string, name?: string | RegExp): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>(`[role="${role}"], ${tagsOf[role] ?? 'none'}`)].filter(
      (one) => name === undefined || (typeof name === 'string' ? nameOf(one) === name : name.test(nameOf(one))),
    );
  }

  one(role: string, name?: string | RegExp): HTMLElement {
    const [found, another] = this.all(role, name);
    if (!found || another)
      throw new Error(`${found ? 'several' : 'no'} ${role} “${name}” among: ${this.all(role).map(nameOf).join(' | ')}`);
    return found;
  }

  /** The field with this label. */
  field(label: string): HTMLInputElement {
    const found = [...this.element.querySelectorAll('label')].find((one) => one.textContent?.trim() === label);
    const field = found && this.element.querySelector<HTMLInputElement>(`[id="${found.htmlFor}"]`);
    if (!field) throw new Error(`there is no field “${label}”`);
    return field;
  }

  async click(element: HTMLElement): Promise<void> {
    await act(async () => {
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      await this.host.idle();
    });
  }

  async press(key: string, element: Element | null = document.activeElement, more: KeyboardEventInit = {}) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
    await act(async () => {
      element?.dispatchEvent(event);
      await this.host.idle();
      await new Promise((resolve) => setTimeout(resolve, 40));
    });
    return event;
  }

  async focus(element: HTMLElement): Promise<void> {
    await act(async () => element.focus());
  }

  /** Types into a field, or chooses in a list. */
  async fill(field: HTMLElement, value: string): Promise<void> {
    const prototype = field instanceof HTMLSelectElement ? HTMLSelectElement.prototype : HTMLInputElement.prototype;
    await act(async () => {
      Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
      field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
      await this.host.idle();
    });
  }
}

/** Elements that have a role of themselves (HTML-AAM). */
const tagsOf: Readonly<Record<string, string>> = {
  button: 'button',
  heading: 'h1, h2, h3',
  row: 'tr',
  cell: 'td',
  columnheader: 'th',
  listitem: 'li',
  radio: 'input[type="radio"]',
  checkbox: 'input[type="checkbox"]',
  complementary: 'aside',
  region: 'section[aria-label]',
};

export const nameOf = (element: Element): string => {
  const labelledBy = element.getAttribute('aria-labelledby');
  const label = labelledBy === null ? null : document.getElementById(labelledBy);
  const own = element.id === '' ? null : document.querySelector(`label[for="${element.id}"]`);
  return (
    element.getAttribute('aria-label') ??
    label?.textContent ??
    own?.textContent ??
    element.textContent ??
    ''
  ).trim();
};
