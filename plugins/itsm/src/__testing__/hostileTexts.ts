/** Texts that look like something else, or that tools read as more than text. Shared with the tests of the browser. */

const nested = (mark: string, depth: number) =>
  Array.from({ length: depth }, (_, n) => `${mark.repeat(n + 1)} level ${n}`);

const STACK_TRACE = `TypeError: Cannot read properties of undefined (reading 'map')
    at Object.render (webpack://app/./src/<anonymous>:12:34)
    at async Promise.all (index 0)
Caused by: java.lang.NullPointerException: null
\tat com.acme.Checkout$Cart.total(Checkout.java:42) ~[checkout.jar!/:?]`;

/** Of one line, and short enough for a title. */
export const HOSTILE_LINES: readonly string[] = [
  // Dates and what begins like one
  '2026-11-28T10:12 checkout down',
  '2026-11-28T10:12:00.000Z',
  '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  'Sat Nov 28 2026',
  // Addresses and what begins like one
  'https://our wiki says it is still broken',
  'https://',
  'http://[::1',
  'https://user:pa%ss@exa mple.org:99999/%E0%A4%A',
  'https://example.org/a?b=c&d=%zz#e',
  // eslint-disable-next-line no-script-url
  'javascript:alert(document.domain)',
  'data:text/html,<script>alert(1)</script>',
  '//example.org/%',
  'mailto:a@b@c',
  '100% of %s and %d, %c',
  // Refs and numbers of records
  'user:default/nobody-at-all',
  'component:default/%zz',
  'user:default/',
  ':/',
  'OPS-4711',
  'HOTFIX-12',
  'INC-999999',
  'CHG-000001: rolled back',
  // Numbers, words and values of languages
  '1e999',
  '-0',
  'NaN',
  '0x1F',
  '00012',
  'null',
  'undefined',
  'true',
  'constructor',
  '__proto__',
  'still_broken',
  'choice.reason.vendor',
  // Code and templates
  '{"a":[1,{"b":null}],"__proto__":{"c":1}}',
  '[object Object]',
  '{"unclosed": ',
  '{{title}} {{ constructor.constructor("return 1")() }}',
  '${7*7} #{7*7} <%= 7*7 %> {% raw %} $t(record.title)',
  "'; DROP TABLE records; --",
  '=HYPERLINK("https://example.org","x")',
  '@SUM(1+1)*cmd|calc',
  '(a+)+$ [^ \\',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!-- not closed',
  '</div></li></ol>',
  // Letters
  '👩‍👩‍👧‍👦🏳️‍🌈🇦🇹 down',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘',
  '\u202Egnp.exe\u202C \u2066isolated\u2069 \u200Frtl',
  'العربية מבחן and English',
  'a\u200Bb\u00ADc\uFEFFd\u2028e',
];

/** Markdown and what it is made of. */
export const HOSTILE_MARKDOWN: readonly string[] = [
  '| a | b |\n|---|---|\n| `x|y` | ![i](https://example.org/i.png) |\n| only one',
  '![](https://example.org/a.png) ![x](javascript:alert(1)) ![y][missing] ![z](attachments/none)',
  '[a](javascript:alert(1)) [b](<https://our wiki>) [c](//[) [d](data:text/html,x) [e](%zz) [f](ftp://x) [g]( vbscript:x)',
  '<https://our.wiki/%zz> www.example.org/( https://[::1 <mailto:x> <javascript:alert(1)>',
  '[x]: <https://example.org/%> "t"\n\n[x] [x][] [^1]\n\n[^1]: A footnote of [^1] itself',
  '```constructor\ncode\n```\n\n```__proto__\ncode\n```\n\n~~~\nnot closed',
  '<details open><summary>s</summary><iframe src="https://example.org"></iframe><style>*{display:none}</style><svg/onload=alert(1)></details>',
  '<form action="/x"><input name="submit"><button>b</button></form><a href="javascript:alert(1)" onclick="alert(1)">l</a>',
  '# \n## constructor\n### `code` *a* [b](c)\n- [x] done\n- [ ] open\n1. one\n99999999999. many',
  nested('>', 60).join('\n'),
  Array.from({ length: 60 }, (_, n) => `${'  '.repeat(n)}- level ${n}`).join(
    '\n',
  ),
  '*'.repeat(300) + '_'.repeat(300) + '['.repeat(300),
  '<@user:default/> <@user:default/a"b)> <@user:default/%zz> <@group:x/y> <@user:default/nobody-at-all>',
  STACK_TRACE,
];

/** Long or deep enough to stop what reads carelessly. */
export const HOSTILE_BULK: readonly string[] = [
  'W'.repeat(20_000),
  '>'.repeat(20_000),
  '['.repeat(20_000),
  '*a_ '.repeat(5_000),
  '![a]('.repeat(4_000),
  '<b>'.repeat(6_000),
  '- '.repeat(10_000),
  '`'.repeat(19_999),
  '| a '.repeat(5_000),
];

/** What the API refuses; it may still be in entries that came another way. */
export const REFUSED_TEXTS: readonly string[] = [
  'bell \u0007 escape \u001b[31m delete \u007f',
  'high \ud83d alone',
  '\udc00 low alone',
];

/** All of them. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...HOSTILE_LINES,
  ...HOSTILE_MARKDOWN,
  ...HOSTILE_BULK,
  ...REFUSED_TEXTS,
];
