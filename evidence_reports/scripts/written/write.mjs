// A written page as SvelteKit wants it: its queries in +page.server.js, each language as a component, +page.svelte
// that shows the one asked for.
import fs from 'node:fs';
import path from 'node:path';
import { compile } from 'mdsvex';
import { wordsIn } from '../../components/helpers/words.js';

/** What an expression of a text may use beside its queries. */
export const WORDS = Object.keys(wordsIn('en')).filter((name) => name !== 'show');

/** `address`: where the page lies below [lang]/; `chapter`: the key of its chapter; `parts`: of partsOf, by language. */
export async function writePage(page, { folder, address, chapter, parts, components }) {
	const place = path.join(folder, 'src/pages/[lang]', address);
	fs.mkdirSync(place, { recursive: true });
	const write = (name, code) => fs.writeFileSync(path.join(place, name), code);
	write('+page.server.js', serverModule(page));
	write('+page.svelte', SHOWN);
	for (const [lang, text] of Object.entries(page.texts)) {
		write(`${lang}.svelte`, await languageComponent(page, text, { chapter, parts: parts[lang], components }));
	}
}

const SHOWN = `<script>
	import en from './en.svelte';
	import ja from './ja.svelte';

	export let data;
</script>

<svelte:component this={{ en, ja }[data.lang]} {data} />
`;

const sqlOf = (text) => Object.fromEntries(Object.entries(text.queries).map(([name, { sql }]) => [name, sql]));

const serverModule = ({ texts }) => `import { tables } from '$lib/server/reports.js';

const QUERIES = ${JSON.stringify(Object.fromEntries(Object.entries(texts).map(([lang, text]) => [lang, sqlOf(text)])))};

export const load = ({ params }) => tables(QUERIES[params.lang]);
`;

/** The text as a component: values guarded, settings filled in that a writer leaves to us, Markdown rendered. */
async function languageComponent(page, text, { chapter, parts, components }) {
	const places = [];
	const edits = [];
	for (const { at, end, isSetting, name } of parts.printed) {
		if (isSetting) continue;
		const expression = text.source.slice(at + 1, end - 1).trim();
		places.push({ file: text.file, line: text.lineAt(at), expression });
		edits.push([at, end, `{show(() => ${expression}, places[${places.length - 1}], ${name ? `'${name}'` : 'null'})}`]);
	}
	let figure = 0;
	for (const { name, at } of parts.components) {
		const { props } = components[name];
		const start = at + 1 + name.length;
		const own = [props.includes('lang') && '{lang}', props.includes('number') && `number={numbers[${figure}]}`];
		if (own[1]) figure += 1;
		edits.push([start, start, own.map((one) => (one ? ` ${one}` : '')).join('')]);
	}
	const source = edits
		.sort((a, b) => b[0] - a[0])
		.reduce((whole, [from, to, code]) => whole.slice(0, from) + code + whole.slice(to), text.source);
	const { code } = await compile(source, { smartypants: false, extension: '.md' });
	const used = [...new Set(parts.components.map(({ name }) => name))].filter((name) => name !== 'Chapter');
	const title =
		page.kind === 'paper'
			? ` title={${JSON.stringify(text.about.title)}} lead={${JSON.stringify(text.about.lead)}}`
			: '';
	return `<script>
	import Chapter from '$lib/frame/Chapter.svelte';
	import TablesRead from '$lib/frame/TablesRead.svelte';
	import { figureNumber } from '$lib/helpers/pages.js';
	import { wordsIn } from '$lib/helpers/words.js';
${used.map((name) => `	import ${name} from '${components[name].from}';`).join('\n')}

	export let data;

	const { lang, hasSample } = data;
	const { ${Object.keys(text.queries).join(', ')} } = data;
	const { ${['show', ...WORDS].join(', ')} } = wordsIn(lang);
	const places = ${JSON.stringify(places)};
	const numbers = Array.from({ length: ${figure} }, (_, i) => ${page.kind === 'paper' ? 'String(i + 1)' : `figureNumber('${chapter}', i + 1)`});
</script>

<Chapter {lang} chapter="${chapter}" {hasSample}${title} />
<div class="written">
${code}
<TablesRead {lang} tables={data.tablesRead} />
</div>
`;
}
