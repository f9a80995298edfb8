// The script of the search page: looks through the files beside it when the reader types. Nothing is sent or stored;
// the address holds the question (#q=…), so that a search can be handed on.
import { reader } from '../helpers/fetching.js';
import { fill } from '../helpers/texts.js';
import { found, prepared } from './rank.js';

const element = (id) => document.getElementById(id);
const { home, data, lang, texts } = JSON.parse(element('search-data').textContent);
const t = (key, values) => fill(texts[key], key, values);
const field = element('search-field');
const list = element('search-results');
const status = element('search-status');
const languageSwitch = document.querySelector('.language-switch');
const otherLanguage = languageSwitch.getAttribute('href');
const read = reader(data);
const FILES = ['pages', 'tables', 'places'];
const SHOWN = 30;

let records;
let alike;
let loading;
/** The files, once; asking once for what is nowhere lets the first real answer come as fast as the others. */
const load = () =>
	(loading ??= Promise.all(['words', ...FILES].map(read))
		.then(([words, ...files]) => {
			alike = words;
			records = prepared(files.flat());
			found(records, '\u3041\u3041\u3041\u3041\u3041', alike);
		})
		.catch((reason) => {
			loading = undefined;
			throw reason;
		}));

function part(name, content, className, language) {
	const made = document.createElement(name);
	made.textContent = content;
	if (className) made.className = className;
	if (language && language !== lang) made.lang = language;
	return made;
}

function noteOf(record) {
	if (record.kind === 'former') return t('search.now', { now: record.now, when: record.when, how: record.how });
	if (record.kind === 'column') return t('search.in_table', { table: record.in, meaning: record.note });
	return record.note;
}

function item(record) {
	const link = part('a', record.title, record.kind === 'table' || record.kind === 'column' ? 'code' : '', record.lang);
	link.href = home + record.href;
	const line = document.createElement('li');
	line.append(link, ' ', part('span', t(`search.kind.${record.kind}`), 'search-kind'));
	const note = noteOf(record);
	if (note) line.append(part('p', note));
	return line;
}

function show() {
	const question = field.value.trim();
	const best = question === '' ? [] : found(records, question, alike);
	list.replaceChildren(...best.slice(0, SHOWN).map(item));
	if (question === '') status.textContent = '';
	else if (best.length === 0) status.textContent = t('search.none');
	else if (best.length <= SHOWN) status.textContent = t('search.count', { count: best.length });
	else status.textContent = t('search.count_first', { count: best.length, shown: SHOWN });
}

async function answer() {
	const question = field.value.trim();
	const hash = question === '' ? '' : `#q=${encodeURIComponent(question)}`;
	history.replaceState(null, '', hash || location.pathname + location.search);
	languageSwitch.href = otherLanguage + hash;
	try {
		if (!records) status.textContent = t('search.loading');
		await load();
		show();
	} catch {
		status.textContent = t('search.failed');
	}
}

/** The question that the address asks. */
function take() {
	const asked = new URLSearchParams(location.hash.slice(1)).get('q');
	if (asked === null || asked === field.value) return;
	field.value = asked;
	answer();
}

field.disabled = false;
element('search-form').addEventListener('submit', (event) => event.preventDefault());
field.addEventListener('input', answer);
field.addEventListener('focus', () => load().catch(() => {}), { once: true });
window.addEventListener('hashchange', take);
take();
