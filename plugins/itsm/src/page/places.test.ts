import type { KindViewEntry } from 'backstage-plugin-itsm-react';
import { builtInKindViews } from '../kinds';
import { litTab, pageOf, placesOf } from './places';

const paths = ['my-work', ...builtInKindViews.map(({ plural }) => plural)];
const entry = (plural: string, ...under: string[]) =>
  ({ kind: plural, plural, under }) as unknown as KindViewEntry;

describe('places of pages', () => {
  it('keep the kinds that ship at six tabs, so that Reports and Administration have room', () => {
    expect(placesOf(paths, builtInKindViews).tabs).toEqual([
      'my-work',
      'incidents',
      'problems',
      'changes',
      'requests',
      'articles',
    ]);
  });

  it('give a tab to a kind whose parents are all switched off', () => {
    const { tabs, under } = placesOf(['incidents', 'tasks'], builtInKindViews);
    expect(tabs).toEqual(['incidents', 'tasks']);
    expect(under('tasks')).toEqual([]);
  });

  it('put nothing under what is under something else, or under each other', () => {
    const entries = [
      entry('a'),
      entry('b', 'a'),
      entry('c', 'b'),
      entry('d', 'e'),
      entry('e', 'd'),
    ];
    const all = entries.map(({ plural }) => plural);
    const { tabs, under } = placesOf(all, entries);
    // All of them are within reach
    expect(tabs).toEqual(['a', 'c', 'd', 'e']);
    expect(under('b')).toEqual(['a']);
  });

  it.each([
    ['incidents', 'incidents'],
    ['incidents/INC-000001', 'incidents'],
    ['r/INC-000001', 'incidents'],
    ['r/tsk-000001', 'tasks'],
    ['r/XYZ-000001', ''],
    ['r', ''],
    ['', ''],
  ])('belong to an address: %s to "%s"', (address, page) => {
    expect(pageOf(address, builtInKindViews)).toBe(page);
  });

  it.each([
    ['incidents', 'changes', 'incidents'],
    ['tasks', '', 'requests'],
    ['tasks', 'changes', 'changes'],
    ['tasks', 'my-work', 'my-work'],
    // Not one of its tabs
    ['tasks', 'incidents', 'requests'],
    ['reviews', '', 'changes'],
    ['reviews', 'incidents', 'incidents'],
    ['', 'incidents', ''],
  ])('light a tab: of %s after "%s" it is "%s"', (page, before, lit) => {
    expect(litTab(page, placesOf(paths, builtInKindViews), before)).toBe(lit);
  });
});
