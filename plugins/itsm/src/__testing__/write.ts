import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

// A field is found by its label: by role and name the style of every element on the page is computed, for
// each field and again at each change while something is waited for.
const OF_TEXT = { selector: 'input, textarea' };

/** The text field with this label. */
export const field = (label: RegExp) =>
  screen.getByLabelText<HTMLInputElement>(label, OF_TEXT);

/** The text field with this label, once it is there. */
export const findField = (label: RegExp) =>
  screen.findByLabelText<HTMLInputElement>(label, OF_TEXT);

/** Fills a text field as one paste; key by key takes seconds with the real components. */
export async function write(element: HTMLElement, text: string) {
  await userEvent.click(element);
  await userEvent.paste(text);
}
