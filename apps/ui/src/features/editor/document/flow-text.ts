import type { Edit } from '@headrace/flow';

type Patch = (text: string, edits: readonly Edit[]) => Promise<string>;

/** The text of an open flow. Edits are collected, and written into it when it is asked for. */
export class FlowText {
  private readonly patch: Patch;
  private base = '';
  private edits: Edit[] = [];
  /** How many edits are in `base`. */
  private taken = 0;
  /** Counts texts that were opened. */
  private opened = 0;

  constructor(patch: Patch) {
    this.patch = patch;
  }

  begin(text: string): void {
    this.opened++;
    this.base = text;
    this.edits = [];
    this.taken = 0;
  }

  changed(edits: readonly Edit[]): void {
    this.edits.push(...edits);
  }

  /** The text with all edits up to now. Rejects when they cannot be written. */
  async current(): Promise<string> {
    const edits = [...this.edits];
    if (edits.length === 0) return this.base;
    const upTo = this.taken + edits.length;
    const { opened } = this;
    const text = await this.patch(this.base, edits);
    // An answer to a text that was given up, or one that a later answer has overtaken, changes nothing.
    if (opened === this.opened && upTo > this.taken) {
      this.base = text;
      this.edits = this.edits.slice(upTo - this.taken);
      this.taken = upTo;
    }
    return text;
  }
}
