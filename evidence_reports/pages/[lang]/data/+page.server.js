import { tableList } from '$lib/server/data_tables.js';

export const load = async ({ params }) => ({ tables: await tableList(params.lang) });
