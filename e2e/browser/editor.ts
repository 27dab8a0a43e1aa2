import type { Page } from 'playwright-core';

/** The editor in the words of its users: what they see and press, never what is behind it. */
export class Editor {
  readonly page: Page;
  readonly address: string;

  constructor(page: Page, address: string) {
    this.page = page;
    this.address = address;
  }

  get inspector() {
    return this.page.locator('.inspector');
  }

  node(name: string) {
    return this.page.locator(`.react-flow__node[data-id="${name}"]`);
  }

  /** A new, empty flow from the home page. */
  async newFlow(name: string): Promise<void> {
    await this.page.goto(this.address);
    await this.page.getByRole('button', { name: 'New flow' }).click();
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.page.getByRole('button', { name: 'Create' }).click();
    await this.page.locator('.react-flow').waitFor();
  }

  /** Drags a node type from the palette to a place on the canvas. */
  async dragFromPalette(title: string, x: number, y: number): Promise<void> {
    const item = this.page.locator('.palette__item', { hasText: title });
    await item.dragTo(this.page.locator('.react-flow'), { targetPosition: { x, y } });
  }

  /** Drags from a node's port into the empty and chooses what comes next. */
  async dragFromPort(node: string, port: string, dx: number, dy: number, choice: string): Promise<void> {
    const handle = await this.node(node).locator(`.react-flow__handle.source[data-handleid="${port}"]`).boundingBox();
    if (!handle) throw new Error(`the port ${port} of ${node} is not in sight`);
    const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + dx, y + dy, { steps: 12 });
    await this.page.mouse.up();
    await this.page.getByRole('listbox', { name: 'Choices' }).getByText(choice, { exact: true }).click();
  }

  async chooseTopic(topic: string): Promise<void> {
    const field = this.inspector.getByRole('combobox', { name: 'Topic' });
    await field.fill(topic);
    await field.press('Enter');
  }

  /** Waits until the schema found in the topic has this column. */
  async knowsColumn(name: string): Promise<void> {
    await this.inspector.getByRole('checkbox', { name: `Read ${name}`, exact: true }).waitFor({ state: 'attached' });
  }

  async writeCondition(text: string): Promise<void> {
    await this.inspector.locator('.cm-content').first().click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Escape');
  }

  async saved(): Promise<void> {
    await this.page.locator('.header__saved', { hasText: 'Saved' }).waitFor();
  }

  /** Shows the events of a port and waits for a row with this text. */
  async seesRow(port: string, text: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Events' }).click();
    await this.page
      .locator('.events-port', { hasText: port })
      .or(this.page.getByRole('button', { name: port, exact: true }))
      .first()
      .click();
    await this.page
      .getByRole('table', { name: `Events of ${port}` })
      .getByRole('row', { name: text })
      .first()
      .waitFor();
  }

  async previewFrom(choice: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: /^From/ }).click();
    await this.page
      .getByRole('menuitem', { name: choice })
      .or(this.page.getByRole('menuitemradio', { name: choice }))
      .first()
      .click();
  }

  async run(from: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: 'Run', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Run / });
    await dialog.getByText(from).click();
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await this.state('Running').waitFor({ timeout: 60_000 });
  }

  /** Stops with a savepoint. */
  async stop(): Promise<void> {
    await this.page.getByRole('button', { name: 'Stop', exact: true }).click();
    await this.page
      .getByRole('dialog', { name: 'Stop the run' })
      .getByRole('button', { name: 'Stop', exact: true })
      .click();
    await this.page.getByRole('button', { name: 'Run', exact: true }).waitFor({ timeout: 60_000 });
  }

  state(word: string) {
    return this.page.locator('.header__state', { hasText: word });
  }
}
