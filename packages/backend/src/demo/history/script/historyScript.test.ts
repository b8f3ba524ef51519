import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { parse } from 'yaml';
import { readPersonas, readPlayers } from '../../readPersonas';
import { exampleEntities } from '../__testUtils__/exampleEntities';
import type { Step } from '../steps';
import { bigSale, DAY, endOfHistory, startOfHistory } from './calendar';
import { historyScript } from './historyScript';
import { OWNERS, PLAYERS, refOf, TEAMS, userRef } from './world';

const ROOT = resolve(__dirname, '../../../../../..');
/** A Monday. */
const BEGAN = Date.UTC(2026, 10, 23, 9, 30);

const entities: any[] = exampleEntities();
const refOfEntity = ({ kind, metadata }: any) =>
  `${kind}:default/${metadata.name}`.toLowerCase();
const byRef = new Map(entities.map(entity => [refOfEntity(entity), entity]));
const config = new ConfigReader(
  parse(readFileSync(resolve(ROOT, 'app-config.yaml'), 'utf8')),
);

const script = historyScript(BEGAN, 12);
const opened = script.filter(step => step.do === 'open');
const of = (plural: string) => opened.filter(step => step.plural === plural);

/** Every string in an input. */
const strings = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Object.values(value ?? {}).flatMap(strings);

describe('the script of the history', () => {
  it('is the same for the same start', () => {
    expect(historyScript(BEGAN, 12)).toEqual(script);
  });

  it('tells a year in the order of time, and nothing after the start', () => {
    const times = script.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(startOfHistory(BEGAN, 12));
    expect(times[0]).toBeLessThan(startOfHistory(BEGAN, 12) + 7 * DAY);
    const deeds = script.filter(step => step.do !== 'wake');
    expect(deeds.at(-1)!.at).toBeLessThanOrEqual(endOfHistory(BEGAN));
    expect(deeds.at(-1)!.at).toBeGreaterThan(endOfHistory(BEGAN) - 3 * DAY);
    expect(times.at(-1)).toBeLessThanOrEqual(BEGAN);
  });

  it('has something of every kind', () => {
    expect(of('incidents').length).toBeGreaterThan(150);
    expect(of('problems').length).toBeGreaterThan(10);
    expect(of('changes').length).toBeGreaterThan(40);
    expect(of('requests').length).toBeGreaterThan(24);
    expect(of('tasks').length).toBeGreaterThan(15);
    expect(of('articles').length).toBe(15);
    expect(of('reviews').length).toBeGreaterThan(5);
    const delivered = script.filter(step => step.do === 'deliver');
    expect(delivered.length).toBeGreaterThan(150);
  });

  it('repeats no title', () => {
    const titles = opened.map(({ input }) => (input as any).title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('is of whom and what the catalog has', () => {
    const refs = script
      .flatMap(step => ('input' in step ? strings(step.input) : []))
      .filter(text => /^(user|group|component|resource|api):\S+$/.test(text));
    expect(refs.filter(ref => !byRef.has(ref))).toEqual([]);
    expect(new Set(refs).size).toBeGreaterThan(45);
    const players = new Set([
      ...readPersonas(config).keys(),
      ...readPlayers(config),
    ]);
    const actors = script.flatMap(step => ('who' in step ? step.who : []));
    expect(actors.filter(name => !players.has(userRef(name)))).toEqual([]);
    expect(new Set(actors)).toEqual(new Set(PLAYERS));
  });

  it('knows who owns what, and who is in which team', () => {
    for (const [name, team] of OWNERS) {
      expect([name, byRef.get(refOf(name)).spec.owner]).toEqual([
        name,
        `group:default/${team}`,
      ]);
    }
    for (const [team, { players, others }] of Object.entries(TEAMS)) {
      for (const name of [...players, ...others]) {
        expect(byRef.get(userRef(name)).spec.memberOf).toContain(team);
      }
    }
    const owning = new Set(OWNERS.values());
    expect(owning).toEqual(new Set(Object.keys(TEAMS)));
    expect(owning.size).toBe(8);
  });

  it('deploys what components say that they are built from, with runs of its own', () => {
    const slugs = new Set(
      entities.map(
        ({ metadata }) => metadata.annotations?.['github.com/project-slug'],
      ),
    );
    const deliveries = script.flatMap(step =>
      step.do === 'deliver' ? [step.delivery] : [],
    );
    for (const { body } of deliveries) {
      expect(slugs).toContain(JSON.parse(body).repository.full_name);
    }
    const ids = deliveries.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('speaks of records that were opened before', () => {
    const known = new Set<string>();
    const unknown: Step[] = [];
    for (const step of script) {
      if (step.do === 'open' || step.do === 'find') known.add(step.key);
      const named = JSON.stringify(step).match(/(?<=«)[^»]+/g) ?? [];
      const keys = [...named, ...('key' in step ? [step.key] : [])];
      if (keys.some(key => !known.has(key))) unknown.push(step);
    }
    expect(unknown).toEqual([]);
  });

  it('opens what is not urgent when somebody works', () => {
    const weekends = of('changes').filter(({ at }) =>
      [0, 6].includes(new Date(at).getUTCDay()),
    );
    // An emergency does not wait for Monday
    expect(weekends.length).toBeLessThanOrEqual(1);
  });

  it('can be cut to its last months', () => {
    const short = historyScript(BEGAN, 3);
    expect(short[0].at).toBeGreaterThanOrEqual(startOfHistory(BEGAN, 3));
    expect(short.length).toBeLessThan(script.length / 3);
    const known = new Set(script.map(step => JSON.stringify(step)));
    const told = short.filter(step => step.do !== 'wake');
    expect(told.filter(step => !known.has(JSON.stringify(step)))).toEqual([]);
  });

  it('has the busiest days where the calendar has them, if there is room', () => {
    // The day after the fourth Thursday of November
    const start = Date.UTC(2026, 2, 1);
    const { day, name } = bigSale(start);
    expect(name).toBe('Black Friday');
    expect(new Date(start + day * DAY).toISOString()).toMatch(/^2026-11-27/);
    expect(bigSale(Date.UTC(2026, 10, 25)).name).toBe('the summer sale');
  });
});
