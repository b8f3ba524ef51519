import userEvent from '@testing-library/user-event';

/** Fills a text field as one paste; key by key takes seconds with the real components. */
export async function write(field: HTMLElement, text: string) {
  await userEvent.click(field);
  await userEvent.paste(text);
}
