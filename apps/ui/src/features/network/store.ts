import { create } from 'zustand';
import { history, navigate } from '../../lib/history.ts';
import { WorkerFault } from '../../lib/worker-link.ts';
import { ask, restart } from './evaluate/client.ts';
import type { Answer, ChosenFile, ChosenFiles, NetworkView, Question } from './evaluate/messages.ts';
import { faultMessage } from './messages.ts';
import { networkAddress, readSettings, type Settings } from './settings/settings.ts';

interface NetworkState {
  readonly files: ChosenFiles;
  /** Files that were chosen and are no YAML or JSON. */
  readonly ignored: number;
  /** How many files were chosen last, where none was YAML or JSON, so that nothing else is looked at than before. */
  readonly refused: number | undefined;
  readonly view: NetworkView | undefined;
  readonly evaluating: boolean;
  /** Why there is no answer, or nothing of what was dropped, as a sentence. */
  readonly fault: string | undefined;
  readonly question: Question | undefined;
  readonly answer: Answer | undefined;
  /** What explains the question in words: why the connection is there. */
  readonly purpose: Purpose | undefined;
  /** A line of the generated YAML that somebody wants to see; asked for again, it is another object. */
  readonly line: { readonly number: number } | undefined;
}

export interface Purpose {
  readonly why: string;
  readonly without: string;
}

const noFiles: ChosenFiles = { world: [], flinkDeployment: undefined, connections: undefined };

/** What the page shows beside its settings, which are in the address. */
export const useNetwork = create<NetworkState>(() => ({
  files: noFiles,
  ignored: 0,
  refused: undefined,
  view: undefined,
  evaluating: false,
  fault: undefined,
  question: undefined,
  answer: undefined,
  purpose: undefined,
  line: undefined,
}));

/** Changes settings; `typed` ones leave no step for the Back button. */
export function change(settings: Partial<Settings>, { typed = false } = {}): void {
  navigate(networkAddress({ ...currentSettings(), ...settings }), { replace: typed });
}

export const currentSettings = (): Settings => readSettings(history.location.search);

let asked = 0;
let running = false;

/** Evaluates the current settings. Calls during an evaluation lead to one more evaluation together. */
export async function evaluate(): Promise<void> {
  asked++;
  if (running) return;
  running = true;
  useNetwork.setState({ evaluating: true });
  let done = 0;
  while (done !== asked) {
    done = asked;
    try {
      const view = await ask('view', { settings: currentSettings(), files: useNetwork.getState().files });
      if (done === asked) useNetwork.setState({ view, fault: undefined });
    } catch (e) {
      failed(e);
    }
  }
  running = false;
  useNetwork.setState({ evaluating: false });
  await answerAgain();
}

/** Shows why there is no answer. */
export function failed(e: unknown): void {
  const fault = faultMessage(e);
  if (fault !== undefined) useNetwork.setState({ fault });
}

/** After a worker is lost, the view is made again: the next worker needs it to answer questions. */
function failedOverView(e: unknown): void {
  failed(e);
  if (e instanceof WorkerFault && (e.code === 'lost' || e.code === 'timeout')) void evaluate();
}

/** Counts questions and closings, so that a late answer is recognized and dropped. */
let wishes = 0;
let waiting = false;

/** Asks why a connection is let through or not, and shows the answer. */
export async function explainConnection(question: Question, purpose: Purpose): Promise<void> {
  const { view, question: before, answer: answered, purpose: known } = useNetwork.getState();
  if (!view) return;
  const wish = ++wishes;
  waiting = true;
  useNetwork.setState({ question, purpose });
  try {
    const answer = await ask('explain', { ...question, view: view.number });
    if (wish !== wishes) return;
    // No answer: the question was about an older view, in which the numbers of the ends were others.
    useNetwork.setState(answer ? { answer } : { question: before, answer: answered, purpose: known });
  } catch (e) {
    if (wish === wishes) closeExplanation();
    failedOverView(e);
  } finally {
    if (wish === wishes) waiting = false;
  }
}

export function closeExplanation(): void {
  wishes++;
  waiting = false;
  useNetwork.setState({ question: undefined, answer: undefined, purpose: undefined });
}

/** Ends are numbers of one world: in another one they are asked for by their names, or the answer goes. */
async function answerAgain(): Promise<void> {
  const { view, answer, question } = useNetwork.getState();
  if (!view || !answer || !question || waiting) return;
  const wish = wishes;
  try {
    const found = await ask('named', { ...question, from: answer.from, to: answer.to });
    if (wish !== wishes) return;
    if (!found) return closeExplanation();
    const again = await ask('explain', { ...found, view: view.number });
    // Nothing: the next view is being made already, after which it is asked again.
    if (again && wish === wishes) useNetwork.setState({ question: found, answer: again });
  } catch (e) {
    // The answer to an older view would mislead.
    if (wish === wishes) closeExplanation();
    failed(e);
  }
}

/** Shows a line of the generated policies. */
export function showLine(line: number): void {
  useNetwork.setState({ line: { number: line } });
  change({ tab: 'yaml' });
}

const endings = /\.(?:ya?ml|json)$/i;

/** Takes Kubernetes files in the place of those before; others that came along are counted. Without any, nothing changes. */
export function takeWorld(all: readonly ChosenFile[]): void {
  const world = all.filter(({ path }) => endings.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  if (world.length === 0) useNetwork.setState({ refused: all.length });
  else setFiles({ world }, all.length - world.length);
}

/** Looks at the installation of the settings again. */
export const leaveWorld = (): void => setFiles({ world: [] }, 0);

export function takeBeside(files: Partial<Pick<ChosenFiles, 'flinkDeployment' | 'connections'>>): void {
  setFiles(files, useNetwork.getState().ignored);
}

function setFiles(files: Partial<ChosenFiles>, ignored: number): void {
  if (running) restart();
  useNetwork.setState((old) => ({ files: { ...old.files, ...files }, ignored, refused: undefined }));
  void evaluate();
}
