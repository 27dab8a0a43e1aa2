/**
 * Scrolls so that both the explanation and what it is about are visible. Where there is no room for both, the beginning of the explanation
 * is.
 *
 * @param asked the element of which the question was asked, if it is small enough to be visible as a whole
 */
export function showAsked(asked?: Element): void {
  requestAnimationFrame(() => {
    asked?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    document.querySelector('.net-why')?.scrollIntoView({ block: 'nearest' });
  });
}
