// The figures of each municipality of one prefecture, in no language.
import { json } from '@sveltejs/kit';
import { figuresOf, prefectureCodes } from '$lib/server/municipality_figures.js';

export const prerender = true;

export const entries = async () => (await prefectureCodes()).map((prefecture) => ({ prefecture }));

export const GET = async ({ params }) => json(await figuresOf(params.prefecture));
