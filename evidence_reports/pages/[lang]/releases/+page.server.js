export { entries } from '$lib/helpers/pages.js';

export const load = () => ({});
