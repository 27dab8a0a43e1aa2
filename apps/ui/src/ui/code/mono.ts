/** Fetches the font of SQL and expressions before the first of them is shown. */
export function fetchMono(): void {
  void document.fonts.load("400 1em 'IBM Plex Mono'");
}
