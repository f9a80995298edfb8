// The script of a page with a table whose rows can be chosen and put in order (RowChoice.svelte). Nothing is fetched.
import { fill } from '../helpers/texts.js';
import { arranged } from './arranged.js';

const element = (id) => document.getElementById(id);
const { table, rows, shown } = JSON.parse(element('row-choice-data').textContent);
const form = element('row-choice');
const [body] = element(table).closest('table').tBodies;
const lines = [...body.rows];

function show() {
	const asked = [...form.querySelectorAll('[data-column]')].map((list) => [Number(list.dataset.column), list.value]);
	const [column, isFalling] = JSON.parse(element('row-order').value);
	const places = arranged(rows, asked, column === null ? null : { column, isFalling });
	body.replaceChildren(...places.map((i) => lines[i]));
	element('row-choice-status').textContent = fill(shown, 'choice.shown', { shown: places.length, all: rows.length });
}

form.addEventListener('change', show);
form.addEventListener('submit', (event) => event.preventDefault());
form.hidden = false;
show();
