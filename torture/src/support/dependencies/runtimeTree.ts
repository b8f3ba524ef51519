import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from 'itsm-harness';

/** One package as it is installed. */
export interface Installed {
  name: string;
  version: string;
  /** SPDX expression as its package.json says; undefined when it says nothing. */
  license: string | undefined;
  folder: string;
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** The packages of the family that are published. */
function publishedPackages(): { name: string; folder: string }[] {
  const plugins = join(ROOT, 'plugins');
  return readdirSync(plugins)
    .map(name => join(plugins, name))
    .filter(folder => existsSync(join(folder, 'package.json')))
    .map(folder => ({ ...manifestOf(folder), folder }))
    .filter(manifest => !manifest.private)
    .map(({ name, folder }) => ({ name, folder }));
}

/** Where Node would find a package from a folder. */
function find(name: string, from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (at === dirname(at)) return undefined;
  }
}

/** Beginnings of well-known texts, for packages that name no licence. */
const TEXTS: [RegExp, string][] = [
  [
    /free and unencumbered software released into the public domain/,
    'Unlicense',
  ],
  [/\(The MIT License\)|Permission is hereby granted, free of charge/, 'MIT'],
];

function licenseByText(folder: string): string | undefined {
  const text = readdirSync(folder)
    .filter(file => /^(licen[cs]e|readme)/i.test(file))
    .map(file => readFileSync(join(folder, file), 'utf8'))
    .join();
  return TEXTS.find(([beginning]) => beginning.test(text))?.[1];
}

function licenseOf(manifest: any): string | undefined {
  if (typeof manifest.license === 'string') return manifest.license;
  // As packages of before 2015 say it
  const old = manifest.license ?? manifest.licenses;
  if (Array.isArray(old)) return old.map(each => each.type).join(' OR ');
  return old?.type;
}

/** Every package that comes with the family when it is installed without development. */
export function runtimeTree(): Installed[] {
  const seen = new Map<string, Installed>();
  const waiting = publishedPackages().map(each => each.folder);
  while (waiting.length > 0) {
    const from = waiting.pop()!;
    const { dependencies = {} } = manifestOf(from);
    for (const name of Object.keys(dependencies)) {
      const folder = find(name, from);
      if (!folder || seen.has(folder)) continue;
      const manifest = manifestOf(folder);
      seen.set(folder, {
        name: manifest.name ?? name,
        version: manifest.version,
        license: licenseOf(manifest) ?? licenseByText(folder),
        folder,
      });
      waiting.push(folder);
    }
  }
  return [...seen.values()];
}

/** Direct runtime dependencies of the family that are neither Backstage's nor its own. */
export function directThirdParties(): string[] {
  const own = publishedPackages();
  const names = own.flatMap(({ folder }) =>
    Object.keys(manifestOf(folder).dependencies ?? {}),
  );
  const foreign = names.filter(
    name =>
      !name.startsWith('@backstage/') && !own.some(each => each.name === name),
  );
  return [...new Set(foreign)].sort();
}
