import { tableIn } from '$lib/server/data_tables.js';

export const load = async ({ params }) => ({ table: await tableIn(params.lang, params.table) });
