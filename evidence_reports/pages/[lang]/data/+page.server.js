import { tableList } from '$lib/server/data_tables.js';

export { entries } from '$lib/helpers/pages.js';

export const load = ({ params }) => ({ tables: tableList(params.lang) });
