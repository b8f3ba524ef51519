import { builtInKinds } from 'backstage-plugin-itsm-common';
import type { ActionView } from 'backstage-plugin-itsm-react';
import { builtInKindViews } from '../kinds';
import { formFields } from './formFields';

/** Every form of every kind: what it asks for, and how. */
async function forms() {
  const all: [form: string, field: string, widget: string, choice: boolean][] =
    [];
  for (const kind of builtInKinds) {
    const entry = builtInKindViews.find(view => view.kind === kind.name)!;
    const view = await entry.load();
    const inputs: Record<string, readonly [typeof kind.create, ActionView?]> = {
      create: [kind.create],
      edit: [kind.edit],
      ...Object.fromEntries(
        Object.entries(kind.actions).map(([name, { input }]) => [
          name,
          [input, view.actions[name]] as const,
        ]),
      ),
    };
    for (const [form, [input, action]] of Object.entries(inputs)) {
      const views = { ...view.fields, ...action?.fields };
      for (const field of formFields(input, views)) {
        all.push([
          `${kind.name} ${form}`,
          field.name,
          field.widget,
          Boolean(field.choices),
        ]);
      }
    }
  }
  return all;
}

it('offers the choices of every field that has some', async () => {
  const choices = (await forms()).filter(([, , , isChoice]) => isChoice);
  expect(choices.length).toBeGreaterThan(10);
  expect(choices.filter(([, , widget]) => widget !== 'choice')).toEqual([]);
  expect(choices.map(([form, field]) => `${form} ${field}`)).toEqual(
    expect.arrayContaining(['incident hold reason', 'incident cancel reason']),
  );
});

it('gives a reason in words room for more than a line', async () => {
  const reasons = (await forms()).filter(
    ([, field, , isChoice]) => field === 'reason' && !isChoice,
  );
  expect(new Set(reasons.map(([, , widget]) => widget))).toEqual(
    new Set(['text']),
  );
});
