import { spawn } from 'node:child_process';

/** Opens an address in the person's browser, where there is a screen and a person; a failure is not worth a word. */
export function openBrowser(address: string): void {
  const hasScreen = process.platform === 'darwin' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  if (!hasScreen || !process.stdout.isTTY) return;
  const opener = spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [address], {
    detached: true,
    stdio: 'ignore',
  });
  opener.on('error', () => {});
  opener.unref();
}
