import { SCRIPT_URL } from '../hostileText';

/** A host that nobody has (RFC 2606): whatever asks it for something is noticed. */
const FOREIGN = 'foreign.invalid';
/** What runs, if something runs. */
const RUN = 'window.__ran=1';
const SCRIPT = SCRIPT_URL.replace('alert(1)', RUN);

/** Tags that load or do something, each with the place of its handler. */
const TAGS: readonly ((handler: string) => string)[] = [
  h => `<img src=x ${h}>`,
  h => `<svg ${h}></svg>`,
  h => `<body ${h}>`,
  h => `<input autofocus ${h}>`,
  h => `<select autofocus ${h}></select>`,
  h => `<textarea autofocus ${h}></textarea>`,
  h => `<video src=x ${h}></video>`,
  h => `<audio src=x ${h}></audio>`,
  h => `<video><source ${h}></video>`,
  h => `<details open ${h}><summary>x</summary></details>`,
  h => `<iframe src=x ${h}></iframe>`,
  h => `<object data=x ${h}></object>`,
  h => `<embed src=x ${h}>`,
  h => `<marquee ${h}>x</marquee>`,
  h => `<a href=x ${h}>x</a>`,
  h => `<math ${h}></math>`,
  h => `<style ${h}></style>`,
  h => `<link rel=stylesheet href=x ${h}>`,
  h => `<p style="animation:x" ${h}>x</p>`,
  h => `<table background=x ${h}><tr><td>x</table>`,
  h => `<button autofocus ${h}>x</button>`,
  h => `<form ${h}><input></form>`,
  h => `<x contenteditable autofocus tabindex=1 ${h}>x</x>`,
];
const EVENTS = [
  'onerror',
  'onload',
  'onfocus',
  'onmouseover',
  'ontoggle',
  'onanimationstart',
  'onbeforetoggle',
];

/** How one markup may be written so that filters miss it. */
const DISGUISES: readonly ((markup: string) => string)[] = [
  markup => markup,
  markup => markup.replace(/<(\w)/, (_, c) => `<${c.toUpperCase()}`),
  markup => markup.replace(/ /, '\n'),
  markup => markup.replace(/ /, '/'),
  markup => markup.replace(/ on/, ' oN'),
  markup => markup.replace('=1', '&#61;1'),
  markup => markup.slice(0, -1),
  markup => `"><!--${markup}-->${markup}`,
  markup => `\`\`\`\n${markup}\n\`\`\`\n${markup}`,
  markup => `<<script>${markup}`,
  markup => `</title></textarea></style>${markup}`,
];

const handlers: string[] = TAGS.flatMap((tag, i) =>
  EVENTS.flatMap((event, j) => {
    const markup = tag(`${event}=${RUN}`);
    const other = DISGUISES[1 + ((i * 7 + j) % (DISGUISES.length - 1))];
    return [markup, other(markup)];
  }),
);

const ADDRESSES = [
  SCRIPT,
  SCRIPT.replace('j', 'J'),
  SCRIPT.replace('s', '\ts'),
  SCRIPT.replace('s', '&Tab;s'),
  SCRIPT.replace('j', '&#106;'),
  SCRIPT.replace(':', '&colon;'),
  ` ${SCRIPT}`,
  `\u0001${SCRIPT}`,
  SCRIPT.replace(':', '%3A'),
  `data:text/html,<script>${RUN}</script>`,
  `data:text/html;base64,PHNjcmlwdD53aW5kb3cuX19yYW49MTwvc2NyaXB0Pg==`,
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${RUN}'/>`,
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'irc://foreign.invalid/x',
  'blob:http://127.0.0.1/x',
  'view-source:x',
];

const LINKS: readonly ((address: string) => string)[] = [
  a => `[x](${a})`,
  a => `[x](<${a}>)`,
  a => `[x][1]\n\n[1]: ${a}`,
  a => `<${a}>`,
  a => `![x](${a})`,
  a => `[![x](y)](${a})`,
  a => `<a href="${a}">x</a>`,
  a => `<a href='${a}' target=_self>x</a>`,
  a => `<svg><a xlink:href="${a}"><text y=9>x</text></a></svg>`,
  a => `<form action="${a}"><button>x</button></form>`,
  a => `<iframe src="${a}"></iframe>`,
  a => `<map><area href="${a}"></map>`,
];

const links = ADDRESSES.flatMap(address => LINKS.map(link => link(address)));

/** Everything that makes a browser ask another host, without anybody's click. */
const there = `https://${FOREIGN}/x`;
const beacons: string[] = [
  `![x](${there}.png)`,
  `![x](//${FOREIGN}/x.png)`,
  `![x](HTTPS://${FOREIGN}/x.png)`,
  `![x][1]\n\n[1]: ${there}.png`,
  `![x](attachments/../../../${FOREIGN})`,
  `[![x](${there}.png)](${there})`,
  `<img src="${there}">`,
  `<img\nsrc="${there}">`,
  `<IMG SRC="${there}">`,
  `<image href="${there}">`,
  `<img srcset="${there} 1x, ${there} 2x">`,
  `<picture><source srcset="${there}">![x](attachments/1)</picture>`,
  `<picture><source srcset="${there}"><im\u200bg src=x></picture>`,
  `<picture>\n\n<source srcset="${there}">\n\n![x](y)\n\n</picture>`,
  `<video poster="${there}"></video>`,
  `<video src="${there}" autoplay></video>`,
  `<audio src="${there}" autoplay></audio>`,
  `<track src="${there}">`,
  `<input type=image src="${there}">`,
  `<table background="${there}"><tr><td background="${there}">x</table>`,
  `<p style="background:url(${there})">x</p>`,
  `<style>@import "${there}"; * { background: url(${there}) }</style>`,
  `<link rel=stylesheet href="${there}">`,
  `<link rel=prefetch href="${there}"><link rel=dns-prefetch href="//${FOREIGN}">`,
  `<meta http-equiv=refresh content="0;url=${there}">`,
  `<base href="https://${FOREIGN}/">`,
  `<script src="${there}"></script>`,
  `<iframe src="${there}"></iframe>`,
  `<object data="${there}"></object>`,
  `<embed src="${there}">`,
  `<svg><image href="${there}" width=9 height=9 /></svg>`,
  `<svg><use href="${there}#x" /></svg>`,
  `<svg><filter id=f><feImage href="${there}" /></filter></svg>`,
  `<math href="${there}">x</math>`,
  `<blockquote cite="${there}">x</blockquote>`,
  `<a ping="${there}" href="x">x</a>`,
  `<body background="${there}">`,
];

const scripts: string[] = [
  `<script>${RUN}</script>`,
  `<ScRiPt>${RUN}</sCrIpT>`,
  `<script\n>${RUN}</script\n>`,
  `<scr<script>ipt>${RUN}</script>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s></svg>`,
  `<svg><a><animate attributeName=href values="${SCRIPT}" /><text y=9>x</text></a></svg>`,
  `<svg><set onbegin=${RUN} attributename=x to=y></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>parent.${RUN}</script>"></iframe></foreignObject></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<template><script>${RUN}</script></template>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<xmp><p title="</xmp><img src=x onerror=${RUN}>">`,
  `<!--[if gte IE 4]><script>${RUN}</script><![endif]-->`,
  `<?xml-stylesheet href="${SCRIPT}"?>`,
  `<![CDATA[<script>${RUN}</script>]]>`,
  `--></style></script><script>${RUN}</script>`,
  `';${RUN};//\\';${RUN};//";${RUN};//--></script>">'><script>${RUN}</script>`,
  `{{constructor.constructor('${RUN}')()}}`,
  `\${${RUN}}`,
  `#{${RUN}}`,
  `<%= ${RUN} %>`,
  `[x](# "onmouseover=${RUN}")`,
  `[x](x "\\"onmouseover=${RUN} y=\\"")`,
  `[x]: ${SCRIPT}\n\n[x]`,
  `<div id=__ran></div><a id=__ran href=x></a>`,
  `<img name=getElementById><form id=cookie>`,
  `| <img src=x onerror=${RUN}> | ${SCRIPT} |\n| --- | --- |\n| <svg onload=${RUN}> | [x](${SCRIPT}) |`,
];

/** Text that parsers of addresses, numbers and dates stumble over: the page has to stay. */
const stumbling: string[] = [
  'https://[',
  'http://%',
  'https://a b',
  'http://',
  'https://\u0000'.replace('\u0000', '%00'),
  'INC-99999999999999999999',
  '-'.repeat(100),
  '[['.repeat(60),
  '*_'.repeat(60),
  '<'.repeat(150),
  '> '.repeat(90),
  '&#x110000;&#0;&bogus;',
  '\u202e\u2066evil\u2069',
  'Z̴̡̛͓a̸͇l̷g̶o'.repeat(8),
];

/** What does harm for certain where it is shown without any care: a handler, a script, a request. */
export const CONTROL: readonly string[] = [
  `<img src=x onerror=${RUN}>`,
  `<img src="${there}.png">`,
];

/** Each once, in a fixed order. */
export const CORPUS: readonly string[] = [
  ...new Set([...scripts, ...beacons, ...stumbling, ...links, ...handlers]),
];
